#!/usr/bin/perl

# Placeholders: no value of a variable adds markup to a page, whatever it is of
# and wherever the text has it.

use warnings;
use strict;

use Test::More;
use XML::LibXML;
use LN;

my $t = LN->new;

# Where a text may have a placeholder, and what it must stay within.
my %texts = (
    text => '<p>A{{X}}Z</p>',
    quoted => '<p title="A{{X}}Z">t</p>',
    single => "<p title='A{{X}}Z'>t</p>",
    data => '<p data-x="A{{X}}Z">t</p>',
    class => '<p class="A{{X}}Z">t</p>',
    link => '<a href="{{X}}">t</a>',
    path => '<a href="https://a.example/?q={{X}}Z">t</a>',
    image => '<p>t<img alt="A{{X}}Z" src="{{X}}"/></p>',
    quote => '<blockquote cite="{{X}}">t</blockquote>',
);

my %variables = (request_uri => 'uri', uri => 'uri', arg_x => 'uri',
    args => 'uri', http_user_agent => 'field', http_referer => 'field',
    cookie_c => 'field', http_x_any => 'field', host => 'host',
    http_accept_language => 'field', request => 'uri');

my @values = ('<script>alert(1)</script>', '</p><p>', '"><img src=x onerror=y>',
    "'><b>", '" onclick="x', "' onclick='x", '--><b>', ']]><b>',
    '</aside><aside>', '<!--', '{{host}}', '{{{{', '&lt;b&gt;', '&#60;b&#62;',
    '`onclick=x', "\x01\x02\x1f<", "\xff\xfe<b>", "\xc0\xbcb\xc0\xbe",
    "\xe2\x80\xa8<", "\xef\xbb\xbf<b", "\xed\xa0\x80<b>", "\xf4\x90\x80\x80<",
    "\xef\xbf\xbf<", "+ADw-b+AD4-", "\x1b\$B<b>", "\x82<b>\x82\"", 'x' x 4000,
    'javascript:alert(1)', 'JaVaScRiPt:x', ' javascript:x', "\x01javascript:x",
    "java\tscript:x", 'data:text/html,<b>', 'vbscript:x', 'https://b.example/',
    '//b.example/', 'mailto:a@b', '/a?b=c&d=e', 'a:b', ':x', '&colon;x',
    'javascript&colon;x', 'javascript&#58;x', "blob:x", "\xe2\x80\x8ejavascript:x");

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ /up/([\w-]+)} or return;
    my %type = (xhtml => 'application/xhtml+xml; charset=utf-8',
        koi => 'text/html; charset=koi8-r', sjis => 'text/html; charset=shift_jis',
        utf16 => 'text/html; charset=utf-16le', utf8 => 'text/html; charset=utf-8');
    my $body = $name eq 'xhtml' ? '<html xmlns="http://www.w3.org/1999/xhtml">'
        . '<head><title>t</title></head><body><p>a</p></body></html>'
        : '<html><body><p>a</p></body></html>';
    $body = join '', map { "$_\0" } split //, $body if $name eq 'utf16';
    print $c "HTTP/1.1 200 OK\r\nContent-Type: $type{$name}\r\nConnection: close"
        . "\r\nContent-Length: @{[ length $body ]}\r\n\r\n$body";
});

my ($rules, $locations) = ('', '');
for my $variable (sort keys %variables) {
    my @names;
    for my $text (sort keys %texts) {
        push @names, "$variable-$text";
        $t->write("text/$names[-1].html", $texts{$text} =~ s/X/$variable/gr);
        $rules .= "legal_notice $names[-1] { in ru; "
            . "text DIR/text/$names[-1].html; }\n";
    }
    $t->write("text/$variable.html", join '', map {
        '<blockquote id="' . $_ . '">' . ($texts{$_} =~ s/X/$variable/gr)
            . '</blockquote>'
    } sort keys %texts);
    $rules .= "legal_restriction $variable { in de; "
        . "page DIR/text/$variable.html; }\n";
    $locations .= "location ~ ^/up/\\w+/$variable(?:/|\$) { "
        . "legal_apply @names $variable; "
        . "proxy_pass http://127.0.0.1:$upstream; }\n";
}

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction de { country DE; }
large_client_header_buffers 4 32k;
ignore_invalid_headers off;
$rules
server { listen 127.0.0.1:PORT; $locations }
END

sub request {
    my ($from, $path, $variable, $value) = @_;
    my $kind = $variables{$variable};
    my $raw = $value =~ s/[\r\n\0]//gr;
    my $encoded = $value =~ s/([^\w\/:.-])/sprintf '%%%02X', ord $1/ger;
    my ($rest, @fields) = ('');
    if ($kind eq 'uri') {
        # as it is, but for a blank, which would end it
        my $as_is = $raw =~ s/([\x00-\x20\x7f#])/sprintf '%%%02X', ord $1/ger;
        $rest = $variable eq 'uri' ? "/$encoded" : "?x=$as_is";
    } elsif ($kind eq 'host') {
        push @fields, "Host: $raw";
    } else {
        my $name = { http_user_agent => 'User-Agent', http_referer => 'Referer',
            cookie_c => 'Cookie', http_x_any => 'X-Any',
            http_accept_language => 'Accept-Language' }->{$variable};
        push @fields, "$name: " . ($variable eq 'cookie_c' ? "c=$raw" : $raw);
    }
    return $t->raw($from, "GET $path$rest HTTP/1.0\r\n"
        . join('', map { "$_\r\n" } @fields) . "\r\n");
}

my $parser = XML::LibXML->new(no_network => 1);
my ($checked, @bad) = (0);

sub judge {
    my ($inside, $text, $name) = @_;
    $checked++;

    # as many tags and attributes as the text has, all of one kind of quotes
    my $tags = () = $texts{$text} =~ /</g;
    my $attributes = () = $texts{$text} =~ /=["']/g;
    my $got_tags = () = $inside =~ /</g;
    my $values = () = $inside =~ /="[^"<>]*"|='[^'<>]*'/g;
    push @bad, "$name: tags in $inside" if $got_tags != $tags;
    push @bad, "$name: attributes in $inside" if $values != $attributes;
    push @bad, "$name: an attribute of its own in $inside"
        if $inside =~ /<(?:[^>"']|"[^"]*"|'[^']*')*?\son\w+=/;
    for my $url ($inside =~ /(?:href|src|cite)="([^"]*)"/g) {
        my $seen = $url =~ s/&amp;/&/gr;
        push @bad, "$name: a scheme in $inside"
            if $seen =~ /^[\x00-\x20]*[a-z][\w+.\t-]*:/i
            && $seen !~ /^(?:https?|mailto):/i;
    }
    push @bad, "$name: a control character in $inside"
        if $inside =~ /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/;
    push @bad, "$name: no UTF-8 in $inside"
        unless utf8::decode(my $copy = $inside);
    push @bad, "$name: not well-formed: $inside"
        unless eval { $parser->parse_string("<x>$inside</x>") };
}

for my $variable (sort keys %variables) {
    for my $value (@values) {
        for my $page (qw( utf8 xhtml koi sjis utf16 )) {
            my $name = "\$$variable in $page";
            my $got = request(11, "/up/$page/$variable", $variable, $value);
            next unless $got =~ m{^HTTP/1.1 200.*?\r\n\r\n(.*)}s;
            my $body = $1;
            if ($page eq 'utf16') {
                push @bad, "$name: half a unit" if length($body) % 2;
                $body = join '', map { $_ < 0x80 ? chr : 'u' } unpack 'v*', $body;
            }
            push @bad, "$name: bytes in $body"
                if $page =~ /koi|sjis/ && $body =~ /[\x80-\xff]/;
            push @bad, "$name: not well-formed: $body" if $page eq 'xhtml'
                && !eval { $parser->parse_string($body) };
            my %inside = $body
                =~ m{data-legal-notice="$variable-(\w+)">(.*?)</aside>}sg;
            judge($inside{$_} // '', $_, "$name, $_") for sort keys %texts;
        }
        my $got = request(21, "/up/utf8/$variable", $variable, $value);
        next unless $got =~ m{^HTTP/1.1 451};
        my @parts = split m{<blockquote id="(\w+)">}, $got;
        shift @parts;
        my %inside = @parts;
        judge($inside{$_} =~ s{</blockquote>(?!.*</blockquote>).*}{}sr, $_,
            "\$$variable, refused, $_") for sort keys %texts;
    }
}

is(join("\n", grep { defined } @bad[0 .. 9]), '', "$checked texts hold");
cmp_ok($checked, '>', 5000, 'that many were looked at');

# A placeholder where nothing could be escaped is refused.
for my $text ('<p {{uri}}>x</p>', '<p {{uri}}="x">x</p>', '<p title={{uri}}>x</p>',
    '<{{uri}}>x</p>', '<p style="{{uri}}">x</p>', '<p onclick="{{uri}}">x</p>',
    '<!-- {{uri}} --><p>x</p>', '<p>x</{{uri}}>', '<style>{{uri}}</style>',
    '<script>{{uri}}</script>', '<a href="javascript:{{uri}}">x</a>',
    '<a href="java{{uri}}">x</a>', '<a href="{{arg_x}}{{arg_y}}">x</a>')
{
    $t->write('bad.html', $text);
    my ($ok) = $t->check("legal_database DB/City.mmdb;\n"
        . "legal_jurisdiction ru { country RU; }\n"
        . "legal_notice n { in ru; text DIR/bad.html; }");
    ok(!$ok, "$text is refused");
}

$t->done(seen => qr/client sent|text|nginx.conf/);
