package Framework;

# An app of tests/frameworks/apps, as install.sh has built it: its own server,
# and its pages in a browser.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use IO::Socket::INET;
use JSON::PP qw( decode_json );
use POSIX qw( WNOHANG );
use Test::More;
use Time::HiRes qw( sleep time );

use LN;

my $apps = abs_path(dirname(__FILE__)) . '/apps';

sub names {
    return map { s{.*/}{}r } sort glob "$apps/*";
}

# Where install.sh has put an app, undef where it has not.
sub built {
    my ($name) = @_;
    my $dir = "$ENV{LN_BUILD}/frameworks/$name";
    return -e "$dir/.built" ? $dir : undef;
}

# The apps that are tested: those of LN_FRAMEWORK, or all.
sub wanted {
    return split ' ', $ENV{LN_FRAMEWORK} if $ENV{LN_FRAMEWORK};
    return names();
}

# What the package.json of an app says, with that of the app that it is like.
sub about {
    my ($name) = @_;
    open my $f, '<', built($name) . '/package.json' or die "$name: $!\n";
    local $/;
    return decode_json(<$f>);
}

# The app's server, started for the test $t; it ends with the test, or by
# stop(). Undef where it does not start.
sub start {
    my ($class, $t, $name) = @_;
    my $dir = built($name) or die "$name is not built: install.sh\n";
    my $port = LN::free_port();
    my $log = $t->dir . "/$name.log";
    my $self = bless { name => $name, port => $port, log => $log }, $class;
    $self->{pid} = $t->spawn(sub {
        chdir $dir;
        setpgrp;
        open STDIN, '<', '/dev/null';
        open STDOUT, '>', $log;
        open STDERR, '>&', \*STDOUT;
        $ENV{PORT} = $port;
        $ENV{HOST} = $ENV{HOSTNAME} = '127.0.0.1';
        $ENV{PATH} = "$ENV{LN_BUILD}/frameworks/node/bin:$ENV{PATH}";
        exec qw( npm start --silent );
    });
    for (1 .. 600) {
        return $self if IO::Socket::INET->new("127.0.0.1:$port");
        last if waitpid($self->{pid}, WNOHANG) > 0;
        sleep 0.1;
    }
    diag("$name does not start: ", $self->said);
    return undef;
}

sub said {
    my ($self) = @_;
    open my $f, '<', $self->{log} or return '';
    local $/;
    return <$f> // '';
}

# npm, its shell and the server are one group.
sub stop {
    my ($self) = @_;
    my $pid = delete $self->{pid} or return;
    kill 'TERM', -$pid;
}

sub DESTROY { local $?; $_[0]->stop }

my $seen = <<'END';
(function () {
    const all = [...document.querySelectorAll('.legal-notice')];
    const name = e => e.localName + (e.id ? '#' + e.id : '');
    const path = e => e ? path(e.parentElement).concat(name(e)) : [];
    const held = [document.documentElement, document.body]
        .some(e => getComputedStyle(e).overflowY === 'hidden');
    const reached = e => !held
        || e.getBoundingClientRect().top < window.innerHeight;
    const button = document.querySelector('main button');
    const before = button ? button.textContent : null;
    if (button) { button.click(); }
    return {
        notices: all.length,
        visible: all.filter(e => e.checkVisibility() && reached(e)
            && e.getBoundingClientRect().height > 0
            && e.innerText.trim()).length,
        within: all.length ? path(all[0].parentElement).join(' ') : '',
        behind: all.length && all[0].previousElementSibling
            ? name(all[0].previousElementSibling) : '',
        before
    };
})()
END

# What pages have become after their scripts have run: url and page by name, each
# in a browser of its own, all at a time.  hydrated says whether the framework has
# told so within 10 s, and then 2 s go by.
#
#   notices  how many there are
#   visible  how many of them have a box and text in it, not below the edge of
#            a page that does not scroll
#   within   the path of the first one's parent
#   behind   the element before the first one
#   counts   whether the page's button, which a script owns, counts
#   errors   what went to the console
sub look {
    my ($browsers, %url) = @_;
    my @names = sort keys %url;
    my %page = map { $_ => {} } @names;
    $browsers->{$_}->open($url{$_}) for @names;
    for (1 .. 100 * ($ENV{LN_SLOW} // 1)) {
        $page{$_}{hydrated} ||= $browsers->{$_}->value('!!window.hydrated')
            for @names;
        last if !grep { !$page{$_}{hydrated} } @names;
        sleep 0.1;
    }
    sleep 2;
    my $count = 'document.querySelector("main button")'
        . ' ? document.querySelector("main button").textContent : null';
    for my $name (@names) {
        my ($b, $page) = ($browsers->{$name}, $page{$name});
        %$page = (%$page, %{ $b->value($seen) });
        for (1 .. 10) {
            sleep 0.1;
            my $after = $b->value($count);
            last if $page->{counts}
                = defined $after && $after ne $page->{before};
        }
        $page->{errors} = [ errors($b) ];
    }
    return \%page;
}

# The errors and warnings that pages have told the console, in full.
sub errors {
    my ($b) = @_;
    $b->call('Runtime.evaluate', { expression => '0' });
    my @said;
    for my $e (@{ $b->{events} }) {
        my $p = $e->{params};
        if ($e->{method} eq 'Log.entryAdded') {
            push @said, "$p->{entry}{text} " . ($p->{entry}{url} // '')
                if $p->{entry}{level} =~ /error|warning/;
        } elsif ($e->{method} eq 'Runtime.consoleAPICalled') {
            push @said, join ' ', $p->{type}, map {
                $_->{value} // $_->{description} // '' } @{ $p->{args} }
                if $p->{type} =~ /error|warning|assert/;
        } elsif ($e->{method} eq 'Runtime.exceptionThrown') {
            push @said, $p->{exceptionDetails}{exception}{description}
                // $p->{exceptionDetails}{text};
        }
    }
    return map { substr $_, 0, 300 } grep { !/favicon/ } @said;
}

1;
