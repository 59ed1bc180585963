#!/usr/bin/perl

# A module that compresses pages, loaded before this one or after it: Debian's
# brotli filter.

use warnings;
use strict;

use Test::More;
use LN;

my $brotli = '/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so';
plan skip_all => "no $brotli, or an nginx that it isn't made for"
    if !-e $brotli || $ENV{LN_NGINX} || $ENV{LN_STATIC};

my $page = '<!DOCTYPE html><html lang=en><body><article>' . 'words ' x 500
    . '</article></body></html>';

# conf's `main` comes after the module's own load_module.  What comes before
# it takes another file.
sub server {
    my ($order) = @_;
    my $t = LN->new;
    $t->write('text/en.html', '<p>NOTICE</p>');
    $t->write("html/$_", $page) for qw( a.html b.html );
    my $http = <<'END';
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
brotli on; brotli_types text/html; brotli_min_length 20;
gzip on; gzip_min_length 20;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    location = /b.html { legal_apply off; }
}
END
    my $ours = "load_module $t->{build}/ngx_http_legal_notice_module.so;";
    if ($order eq 'before') {
        no warnings 'redefine';
        my $conf = \&LN::conf;
        local *LN::conf = sub {
            my $path = $conf->(@_);
            open my $in, '<', $path or die;
            my $text = do { local $/; <$in> };
            $text =~ s/^\Q$ours\E$/load_module $brotli;\n$ours/m
                or die 'no load_module';
            return $t->write('nginx.conf', $text);
        };
        return ($t, ($t->check($http))[1], $t->start($http));
    }
    my $main = "load_module $brotli;";
    return ($t, ($t->check($http, main => $main))[1],
        $t->start($http, main => $main));
}

sub decoded {
    my ($t, $body, $command) = @_;
    my $file = $t->write('coded', $body);
    return `$command -dc < $file`;
}

for my $order (qw( before after )) {
    my ($t, $said) = server($order);
    my $a = $t->get(11, '/a.html', fields => [ 'Accept-Encoding: br' ]);
    my $coding = field($a, 'Content-Encoding') // 'none';
    my $body = $a->{body};

    if ($order eq 'before') {
        unlike($said, qr/stands above/, 'brotli loaded before: no warning');
        is($coding, 'br', 'and a page with a notice is compressed');
        $body = decoded($t, $body, 'brotli');

    } else {
        like($said, qr/\[warn\].*"ngx_http_brotli_filter_module"\ stands\ above
            \ "ngx_http_legal_notice_module",.*load\ it\ before/x,
            'brotli loaded after: nginx -t says so');
        unlike($said, qr/gzip_filter/, 'and nothing of gzip, which is below');
        like($t->log, qr/brotli_filter_module" stands above/, 'at start, too');
        is($coding, 'none', 'a page with a notice is not compressed');
    }

    like($body, qr{<p>NOTICE</p></aside></article></body></html>$},
        "brotli $order: the page with its notice, whole");
    is(scalar(() = $body =~ /NOTICE/g), 1, 'once');

    $a = $t->get(11, '/a.html', fields => [ 'Accept-Encoding: gzip' ]);
    is(field($a, 'Content-Encoding'), 'gzip', "brotli $order: gzip as ever");
    like(decoded($t, $a->{body}, 'gzip'), qr/NOTICE/, 'with its notice');

    $a = $t->get(21, '/b.html', fields => [ 'Accept-Encoding: br' ]);
    is(field($a, 'Content-Encoding'), 'br', 'pages out of scope are compressed');
    is(decoded($t, $a->{body}, 'brotli'), $page, 'and are whole');
    $t->stop;
}

{
    my $t = LN->new;
    my ($ok, $said) = $t->check("server { listen 127.0.0.1:PORT; }",
        main => "load_module $brotli;");
    ok($ok, 'without a rule in force') or diag $said;
    unlike($said, qr/stands above/, 'nothing is said');
}

done_testing();
