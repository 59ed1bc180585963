#!/usr/bin/perl

# Several notices, at the same place and at different ones; fallbacks; pages
# that end badly.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write("text/$_->[0].html", "<p>$_->[1]</p>")
    for [ 1, "one" ], [ 2, "two" ], [ 3, "three" ];

sub aside {
    my ($name) = @_;
    return qq{<aside class="legal-notice" role="note" dir="auto"}
        . qq{ data-legal-notice="$name"><p>$name</p></aside>};
}

my %pages = (
    whole => [ '<!DOCTYPE html><body><h1>t</h1>', '<article><p>x', '</article>',
               '<p>after', '</body></html>' ],
    main => [ '<!DOCTYPE html><body><main><h1>t</h1><p>x', '</main><p>',
              '</body></html>' ],
    bare => [ '<p>no body', '' ],
    script => [ '<body><p>x<script>"</body>"', '' ],
    comment => [ '<body><p>x<!-- </body>', '' ],
);
my %where = ();

$t->write('html/whole.html', join '', @{ $pages{whole} });
$t->write('html/main.html', join '', @{ $pages{main} });
$t->write('html/bare.html', '<p>no body');
$t->write('html/empty.html', '');
$t->write('html/script.html', '<body><p>x<script>"</body>"');
$t->write('html/comment.html', '<body><p>x<!-- </body>');
$t->write('html/fake.html', '<body><article>'
    . aside('one') . '</article></body>');
$t->write('html/bomb.html', '<body><p>' . 'a' x 9000 . '</p>');
$t->write('html/list.html', '<body><ul><li>a<li class="k x">b<li>c</ul>');

# Each position in each context: where `|` is; `(</li>)` is put in with it.  The
# places of a case are tried in turn.
my (@cases, $rules);

sub original { return $_[0] =~ s/\|//r =~ s/\(.*?\)//r }

sub context {
    my ($page, @at) = @_;
    while (my ($place, $want) = splice @at, 0, 2) {
        push @cases, [ $place, $want ];
        is(original($want), $page, "$place: one page");
    }
}

context('<body><p>x</p><div class=k>a</div>b</body>',
    'before .k' => '<body><p>x</p>|<div class=k>a</div>b</body>',
    'prepend .k' => '<body><p>x</p><div class=k>|a</div>b</body>',
    'append .k' => '<body><p>x</p><div class=k>a|</div>b</body>',
    'after .k' => '<body><p>x</p><div class=k>a</div>|b</body>',
    'append #none' => '<body><p>x</p><div class=k>a</div>b|</body>',
    'append #none; before .k' => '<body><p>x</p>|<div class=k>a</div>b</body>',
    'after .k; before p' => '<body><p>x</p><div class=k>a</div>|b</body>');
context('<p>x<div class=k>a',
    'append .k' => '<p>x<div class=k>a|', 'after .k' => '<p>x<div class=k>a|',
    'append body' => '<p>x<div class=k>a|',
    'before .k' => '<p>x|<div class=k>a',
    'prepend .k' => '<p>x<div class=k>|a');
context('<body><ul><li>a<li class=k>b<li>c</ul>d</body>',
    'before .k' => '<body><ul><li>a(</li>)|<li class=k>b<li>c</ul>d</body>',
    'prepend .k' => '<body><ul><li>a<li class=k>|b<li>c</ul>d</body>',
    'append .k' => '<body><ul><li>a<li class=k>b|<li>c</ul>d</body>',
    'after .k' => '<body><ul><li>a<li class=k>b|<li>c</ul>d</body>');
context('<body><p class=k>a<p>b</body>',
    'before .k' => '<body>|<p class=k>a<p>b</body>',
    'prepend .k' => '<body>|<p class=k>a<p>b</body>',
    'append .k' => '<body><p class=k>a|<p>b</body>',
    'after .k' => '<body><p class=k>a|<p>b</body>');
context('<body>a<hr class=k>b</body>',
    'before .k' => '<body>a|<hr class=k>b</body>',
    'after .k' => '<body>a<hr class=k>|b</body>',
    'prepend .k' => '<body>a<hr class=k>b|</body>',
    'append .k' => '<body>a<hr class=k>b|</body>');
context('<body><table class=t><tr><td class=k>a</td><td>b</table>c</body>',
    'prepend .k' => '<body><table class=t><tr><td class=k>|a</td><td>b</table>c'
        . '</body>',
    'append .k' => '<body><table class=t><tr><td class=k>a|</td><td>b</table>c'
        . '</body>',
    'before .t' => '<body>|<table class=t><tr><td class=k>a</td><td>b</table>c'
        . '</body>',
    'after .t' => '<body><table class=t><tr><td class=k>a</td><td>b</table>|c'
        . '</body>');

# what is not shown is passed over, for the next match or the next place
for my $hidden ('<template>%s</template>', '<dialog>%s</dialog>',
    '<details>%s</details>', '<div hidden>%s</div>', '<div popover>%s</div>',
    '<div style="color: red; Display : none">%s</div>',
    '<select><option>%s</select>', '<video>%s</video>', '<ruby><rp>%s</ruby>',
    '<section><template shadowrootmode=open>x</template>%s</section>')
{
    my $in = sprintf $hidden, '<b class=k>a</b>';
    for my $position (qw( before prepend append after )) {
        my %is = (before => '|<b class=k>c</b>', prepend => '<b class=k>|c</b>',
            append => '<b class=k>c|</b>', after => '<b class=k>c</b>|');
        push @cases, [ "$position .k", "<body>$in<div>$is{$position}</div>d"
            . '</body>' ], [ "$position .k; before i",
            "<body>$in<div>|<i>c</i></div>d</body>" ], [ "$position .k",
            "<body>$in<div>c</div>d|</body>" ];
    }
}
push @cases, [ 'append .k', '<body><dialog open class=k>a|</dialog></body>' ],
    [ 'append .k', '<body><details open class=k>a|</details></body>' ],
    [ 'append .k', '<body><details><summary class=k>a|</summary></details>'
        . '</body>' ],
    [ 'before .k', '<body>|<div hidden class=k>a</div></body>' ],
    [ 'after .k', '<body><div hidden class=k>a</div>|</body>' ],
    [ 'prepend .k', '<body><div hidden class=k>a</div>|</body>' ],
    [ 'append .k', '<body><div hidden class=k>a</div>|</body>' ];

for my $n (0 .. $#cases) {
    my ($places, $page) = @{ $cases[$n] };
    $rules .= "legal_notice c$n { in ru; text DIR/text/1.html;"
        . join('', map { " place " . s/^(\w+) (.*)$/$1 "$2"/r . ';' }
            split /; /, $places) . " }\n";
    $t->write("html/c$n/p.html", original($page));
}

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($size, $name) = $head =~ m{^GET /(\d+)/(\w+)} or return;
    open my $f, '<', $t->dir . "/html/$name.html" or return;
    local $/;
    my $page = <$f> // '';
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . "Connection: close\r\n\r\n";
    print $c $_ for $page =~ /(.{1,$size})/gs;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice one { in ru; text DIR/text/1.html;
    place append article; place append main; }
legal_notice two { in ru; text DIR/text/2.html;
    place append article; place append main; }
legal_notice three { in ru; text DIR/text/3.html; place after h1; }
legal_notice item { in ru; text DIR/text/1.html;
    place after "ul > li.k:nth-child(2)"; }
legal_notice bomb { in ru; text DIR/text/1.html;
    place after ~ "(a+)+[bc]"; place append p; }
legal_notice pattern { in ru; text DIR/text/1.html;
    place before ~* "<P>AF(TER)"; }
$rules
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply one two three;
    @{[ map { "location /c$_/ { legal_apply c$_; }\n" } 0 .. $#cases ]}
    location /p/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /other/ { alias DIR/html/; legal_apply two three one; }
    location /single/ { alias DIR/html/; legal_apply one; }
    location /item/ { alias DIR/html/; legal_apply item; }
    location /bomb/ { alias DIR/html/; legal_apply bomb; }
    location = /status { legal_status prometheus; }
    location /pattern/ { alias DIR/html/; legal_apply pattern; }
    location /nested/ {
        legal_apply three;
        location /nested/off/ { legal_apply off; alias DIR/html/; }
        location /nested/in/ { alias DIR/html/; }
    }
}
END

for my $n (0 .. $#cases) {
    my ($places, $page) = @{ $cases[$n] };
    is($t->body(11, "/c$n/p.html") =~ s/<aside[^>]*><p>one<\/p><\/aside>/|/r,
        $page =~ s/[()]//gr, "$places: $page");
}

my ($one, $two, $three) = map { aside($_) } qw( one two three );
my $whole = "<!DOCTYPE html><body><h1>t</h1>$three<article><p>x$one$two"
    . '</article><p>after</body></html>';

is($t->body(11, '/whole.html'), $whole, 'two at one place, one at another');
is($t->body(21, '/whole.html'), join('', @{ $pages{whole} }), 'none elsewhere');
is($t->body(11, '/other/whole.html'),
    "<!DOCTYPE html><body><h1>t</h1>$three<article><p>x$two$one"
    . '</article><p>after</body></html>', 'in the order of legal_apply');
is($t->body(11, '/main.html'), "<!DOCTYPE html><body><main><h1>t</h1>$three"
    . "<p>x$one$two</main><p></body></html>", 'the second place of the list');
is($t->body(11, '/bare.html'), "<p>no body$one$two$three",
    'a page without body: at its end');
is($t->body(11, '/empty.html'), '', 'an empty answer is no page');
is($t->body(11, '/single/script.html'),
    "<body><p>x<script>\"</body>\"</script>$one", 'an open script is closed');
is($t->body(11, '/single/comment.html'), "<body><p>x<!-- </body>-->$one",
    'an open comment is closed');
is($t->body(11, '/single/fake.html'),
    "<body><article>$one$one</article></body>",
    'a notice that the page itself carries suppresses nothing');
is($t->body(11, '/item/list.html'),
    '<body><ul><li>a<li class="k x">b' . aside('item') =~ s/<p>item/<p>one/r
    . '<li>c</ul>', 'after an element whose end is implied');
like($t->body(11, '/pattern/whole.html'),
    qr{</article><aside[^>]*"pattern"><p>one</p></aside><p>after}, 'a pattern');

is($t->body(11, '/bomb/bomb.html'), '<body><p>' . 'a' x 9000
    . '</p>' . (aside('bomb') =~ s/<p>bomb/<p>one/r),
    'a pattern that backtracks without end: the next place');
like($t->body(11, '/status'), qr/^legal_pattern_limits_total 1$/m, 'counted');
like($t->log, qr/place pattern of "bomb" went over its limits/, 'and logged');

for my $size (1, 2, 3, 5, 1000) {
    is($t->body(11, "/p/$size/whole"), $whole, "in pieces of $size");
    is($t->body(11, "/p/$size/empty"), '', 'empty');
}

is($t->body(11, '/nested/in/bare.html'), "<p>no body$three", 'inherited');
is($t->body(11, '/nested/off/bare.html'), '<p>no body', 'and off');

is(field($t->get(11, '/whole.html'), 'Legal-Notice'), 'one, two, three',
    'Legal-Notice has them all');

$t->done;
