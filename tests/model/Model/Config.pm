package Model::Config;

# Writes a configuration into a directory: nginx.conf, databases, areas, lists,
# texts and pages.  It keeps which line each statement is on.

use warnings;
use strict;

use Exporter qw( import );
use File::Path qw( make_path remove_tree );
use Model::Mmdb;

our @EXPORT = qw( @pages write_all );

# The pages of each location block: their language, and whether they have an
# article.
our @pages = (
    { name => 'ru.html', html => 1, lang => 'ru', article => 1 },
    { name => 'de.html', html => 1, lang => 'de-AT' },
    { name => 'none.html', html => 1, article => 1 },
    { name => 'en.html', html => 1, lang => 'en' },
    { name => 'pic.png' },
);

my @folders = ('', qw( news news/old news/x old x shop shop/old shop/x ));

sub spew {
    my ($path, $text) = @_;
    open my $f, '>:raw', $path or die "$path: $!\n";
    print $f $text;
    close $f or die "$path: $!\n";
}

sub page {
    my ($page) = @_;
    return "\x89PNG\r\n\x1a\n" . 'x' x 600 if !$page->{html};
    my $lang = $page->{lang} ? " lang=\"$page->{lang}\"" : '';
    my $text = $page->{article} ? '<article><p>a</p></article>' : '<p>b</p>';
    return "<!DOCTYPE html><html$lang><head><title>t</title></head>"
        . "<body>$text</body></html>";
}

# Pages, which are the same for all configurations.
sub pages {
    my ($dir) = @_;
    for my $folder (@folders) {
        make_path("$dir/html/$folder");
        spew("$dir/html/$folder/$_->{name}", page($_)) for @pages;
    }
}

sub texts {
    my ($dir, $rule) = @_;
    make_path("$dir/texts/$rule->{name}");
    spew("$dir/texts/$rule->{name}/$_.html", "<p>$rule->{name}:$_</p>")
        for @{ $rule->{texts} };
}

# A statement: its line is kept under a key where it has one.
sub line {
    my ($conf, $text, $key) = @_;
    push @{ $conf->{lines} }, $text;
    $conf->{at}{$key} = @{ $conf->{lines} } if defined $key;
}

sub quoted {
    my ($word) = @_;
    return $word =~ /^[\w.,:\/!~*^\$-]+$/ && $word !~ /\$./ ? $word
        : '"' . ($word =~ s/([\\"])/\\$1/gr) . '"';
}

sub jurisdictions {
    my ($conf) = @_;
    for my $jurisdiction (@{ $conf->{jurisdictions} }) {
        my $name = $jurisdiction->{name};
        line($conf, "legal_jurisdiction $name {", "jurisdiction $name");
        for my $term (@{ $jurisdiction->{terms} }) {
            line($conf, '  ' . ($term->{except} ? 'except ' : '')
                . join(' ', $term->{kind}, @{ $term->{words} }) . ';',
                "term $term");
        }
        line($conf, '}', "jurisdiction $name end");
    }
}

sub rule {
    my ($conf, $rule) = @_;
    my $name = $rule->{name};
    my $text = $rule->{kind} eq 'notice' ? 'text' : 'page';
    line($conf, "legal_$rule->{kind} $name {", "rule $name");
    my @lines = (
        $rule->{in} ? [in => "@{ $rule->{in} }"] : (),
        $rule->{texts} ? [$text => "texts/$name"] : (),
        $rule->{language} ? [language => "@{ $rule->{language} }"] : (),
        $rule->{place} ? [place => 'append article'] : (),
        map({ [uri => $_->[0] . ' ' . quoted($_->[1])] }
            @{ $rule->{uri} // [] }),
        $rule->{when}
            ? [when => join ' ', map { "\$$_" } @{ $rule->{when} }] : (),
        map({ defined $rule->{$_} ? [$_ => $rule->{$_}] : () }
            qw( status uncertain since until )),
        @{ $rule->{more} // [] },
    );
    line($conf, "  $_->[0] $_->[1];", "rule $name $_->[0]") for @lines;
    line($conf, '}', "rule $name end");
}

my $shown = join '|', map { "\$legal_$_" } qw( country region asn jurisdictions
    uncertain conflict notices restriction preview variant );

sub level {
    my ($conf, $level, $key) = @_;
    my $apply = $level->{apply};
    line($conf, 'legal_apply ' . (@$apply ? "@$apply" : 'off') . ';',
        "apply $key") if $apply;
    if (my $client = $level->{client}) {
        my ($how, $header) = @$client;
        my $variable = $how eq 'raw' ? $header
            : lc "\$http_$header" =~ tr/-/_/r;
        line($conf, "legal_client $variable"
            . ($how eq 'country' ? ' country' : '') . ';', "client $key");
    }
    my $preview = $level->{preview};
    line($conf, 'legal_preview ' . (ref $preview ? "@$preview" : 'off') . ';',
        "preview $key") if $preview;
    line($conf, 'legal_dry_run ' . ($level->{dry_run} ? 'on' : 'off') . ';')
        if defined $level->{dry_run};
}

sub location {
    my ($conf, $location, $server) = @_;
    line($conf, "location $location->{path} { alias html/;");
    level($conf, $location, "$server $location->{path}");
    location($conf, $_, $server) for @{ $location->{locations} // [] };
    line($conf, '}');
}

my %ways = (
    realip => 'set_real_ip_from 127.0.0.1; real_ip_header X-Real-IP;',
    proxy => 'set_real_ip_from 127.0.0.1; real_ip_header proxy_protocol;',
    plain => '',
);

sub server {
    my ($conf, $server, $port) = @_;
    my $how = $server->{how};
    line($conf, "server { listen 127.0.0.1:$port"
        . ($how eq 'proxy' ? ' proxy_protocol' : '') . '; ' . $ways{$how});
    line($conf, "add_header X-Shown \"$shown\" always;");
    line($conf, 'add_header X-Number $http_x_number always;');
    line($conf, 'set $v_one 1; set $v_zero 0; set $v_empty "";');
    level($conf, $server, $how);
    location($conf, $_, $how) for @{ $server->{locations} };
    line($conf, '}');
}

sub databases {
    my ($conf) = @_;
    for my $db (@{ $conf->{databases} }) {
        my $use = $db->{use_words} ? " use=$db->{use_words}" : '';
        line($conf, "legal_database $db->{name}$use;",
            "database $db->{name}");
    }
    line($conf, "legal_database_conflict $conf->{conflict_line};",
        'database_conflict') if $conf->{conflict_line};
    line($conf, "legal_database_max_age $conf->{max_age}[0]s"
        . " $conf->{max_age}[1];", 'max_age') if $conf->{max_age};
    line($conf, 'legal_database_check off;');
}

# Everything but the pages.  The directory has tmp and html.
sub write_all {
    my ($conf, $dir, $module, %ports) = @_;
    @$conf{qw( lines at )} = ([], {});
    jurisdictions($conf);
    spew("$dir/jurisdictions.conf", join '', map { "$_\n" }
        @{ $conf->{lines} });

    $conf->{lines} = [];
    line($conf, $module ? "load_module $module;" : '');
    line($conf, "worker_processes 1; daemon off; pid $dir/pid;"
        . ($> == 0 ? ' user root;' : ''));
    line($conf, "error_log $dir/error.log warn;");
    line($conf, 'events { worker_connections 512; }');
    line($conf, 'http { access_log off; keepalive_requests 1000000;');
    line($conf, 'types { text/html html; image/png png; }');
    line($conf, "$_ $dir/tmp;") for map { "${_}_temp_path" }
        qw( client_body proxy fastcgi uwsgi scgi );
    line($conf, 'map $arg_m $m { default 0; yes 1; }');
    databases($conf);
    jurisdictions($conf);
    rule($conf, $_) for @{ $conf->{rules} };
    level($conf, $conf->{http}, 'http');
    server($conf, $_, $ports{$_->{how}}) for @{ $conf->{servers} };
    line($conf, "server { listen 127.0.0.1:$ports{status};"
        . ' location / { legal_status; legal_apply off; } }');
    line($conf, '}');
    spew("$dir/nginx.conf", join '', map { "$_\n" } @{ $conf->{lines} });

    for my $db (@{ $conf->{databases} }) {
        my $bytes = exists $db->{bytes} ? $db->{bytes}
            : Model::Mmdb::bytes($db);
        unlink "$dir/$db->{name}";
        spew("$dir/$db->{name}", $bytes) if defined $bytes;
    }
    spew("$dir/$_", $conf->{areas}{$_}->geojson($conf->{seed} % 2))
        for keys %{ $conf->{areas} };
    spew("$dir/$_", join '', map { "$_\n" } @{ $conf->{network_files}{$_} })
        for keys %{ $conf->{network_files} };
    remove_tree("$dir/texts");
    texts($dir, $_) for grep { $_->{texts} } @{ $conf->{rules} };
}

1;
