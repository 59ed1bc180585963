package Chromium;

# A headless Chromium, driven by the DevTools protocol over two pipes.

use warnings;
use strict;

use Fcntl qw( F_DUPFD );
use File::Temp qw( tempdir );
use IO::Select;
use JSON::PP;
use MIME::Base64 qw( decode_base64 encode_base64 );
use POSIX qw( dup2 );

my $json = JSON::PP->new->utf8->canonical;

# With quic => 'HOST:PORT' it speaks HTTP/3 with that server, whose certificate
# certificate is a file of.  options are more of its options; preferences are
# those of its profile.
sub new {
    my ($class, %o) = @_;
    my ($program) = grep { -x } map { "$_/chromium" } split /:/, $ENV{PATH};
    die "chromium is missing\n" unless $program;
    my $dir = tempdir('ln-browser-XXXXXX', TMPDIR => 1, CLEANUP => 1);

    if ($o{preferences}) {
        mkdir $_ or die "$_: $!" for "$dir/profile", "$dir/profile/Default";
        CORE::open my $f, '>', "$dir/profile/Default/Preferences" or die $!;
        print $f $json->encode($o{preferences});
        close $f;
    }

    pipe my $their_in, my $our_out or die "pipe: $!";
    pipe my $our_in, my $their_out or die "pipe: $!";

    defined(my $pid = fork) or die "fork: $!";
    if (!$pid) {
        # 3 and 4 are the protocol's; none of the four may be in their way
        my $in = fcntl($their_in, F_DUPFD, 10);
        my $out = fcntl($their_out, F_DUPFD, 10);
        dup2($in, 3);
        dup2($out, 4);
        open STDOUT, '>', "$dir/stdout";
        open STDERR, '>', "$dir/stderr";
        $ENV{HOME} = $dir;
        my @quic = $o{quic} ? ('--enable-quic', '--quic-version=h3',
            "--origin-to-force-quic-on=$o{quic}",
            '--ignore-certificate-errors-spki-list=' . digest($o{certificate}))
            : '--disable-quic';
        { exec $program, @quic, qw( --headless --no-sandbox --disable-gpu
            --no-first-run --disable-background-networking
            --disable-component-update --disable-sync --hide-scrollbars
            --disable-dev-shm-usage --remote-debugging-pipe ),
            @{ $o{options} || [] }, "--user-data-dir=$dir/profile"; }
        POSIX::_exit(1);
    }

    close $their_in;
    close $their_out;
    return bless { pid => $pid, dir => $dir, in => $our_in, out => $our_out,
                   id => 0, buffer => '', events => [] }, $class;
}

# Of the public key of a certificate, by which it is taken: QUIC has no switch
# that takes any.
sub digest {
    my ($certificate) = @_;
    my $digest = `openssl x509 -in $certificate -pubkey -noout |
        openssl pkey -pubin -outform der | openssl dgst -sha256 -binary`;
    return encode_base64($digest, '');
}

# One message, or undef after the time.
sub receive {
    my ($self, $timeout) = @_;
    my $select = IO::Select->new($self->{in});
    my $end = time + $timeout;
    while ($self->{buffer} !~ /\0/) {
        my $left = $end - time;
        return undef if $left <= 0 || !$select->can_read($left);
        sysread $self->{in}, $self->{buffer}, 65536, length $self->{buffer}
            or die "chromium has ended: " . $self->said;
    }
    $self->{buffer} =~ s/^(.*?)\0//s;
    return $json->decode($1);
}

sub said {
    my ($self) = @_;
    open my $f, '<', "$self->{dir}/stderr" or return '';
    local $/;
    return <$f>;
}

# What the browser answers to a command; events are kept.
sub call {
    my ($self, $method, $params, $session) = @_;
    my $id = ++$self->{id};
    my %message = (id => $id, method => $method, params => $params || {});
    $session //= $self->{session};
    $message{sessionId} = $session if $session && $method !~ /^Target\./;
    my $text = $json->encode(\%message) . "\0";
    while (length $text) {
        my $n = syswrite $self->{out}, $text or die "chromium: $!";
        substr $text, 0, $n, '';
    }
    while (my $m = $self->receive(30)) {
        if (defined $m->{id} && $m->{id} == $id) {
            die "$method: $m->{error}{message}\n" if $m->{error};
            return $m->{result};
        }
        push @{ $self->{events} }, $m if $m->{method};
    }
    die "$method: no answer\n";
}

sub wait_for {
    my ($self, $method) = @_;
    for my $e (@{ $self->{events} }) {
        return $e if $e->{method} eq $method;
    }
    while (my $m = $self->receive(30)) {
        push @{ $self->{events} }, $m;
        return $m if ($m->{method} // '') eq $method;
    }
    die "no $method\n";
}

# Loads url in a new tab.  width, height; media (print); scheme (dark);
# scripts => 0 and styles => 0 switch them off; language is Accept-Language;
# before is a script that runs before those of the page.  keep leaves the tab
# before open, private is what private() gives.
sub open {
    my ($self, $url, %o) = @_;
    $self->call('Target.closeTarget', { targetId => $self->{target} })
        if $self->{target} && !$o{keep};
    $self->{session} = undef;
    $self->{target} = $self->call('Target.createTarget',
        { url => 'about:blank',
          $o{private} ? (browserContextId => $o{private}) : () })->{targetId};
    $self->{session} = $self->call('Target.attachToTarget',
        { targetId => $self->{target}, flatten => JSON::PP::true })
        ->{sessionId};
    $self->call("$_.enable")
        for qw( Page Runtime Log Network Accessibility DOM Audits );
    $self->call('Emulation.setDeviceMetricsOverride',
        { width => $o{width} || 1000, height => $o{height} || 800,
          deviceScaleFactor => 1, mobile => JSON::PP::false });
    $self->call('Emulation.setEmulatedMedia', { media => $o{media} || '',
        features => [ { name => 'prefers-color-scheme',
                        value => $o{scheme} || 'light' } ] });
    $self->call('Emulation.setScriptExecutionDisabled',
        { value => JSON::PP::true }) if exists $o{scripts} && !$o{scripts};
    $self->call('Network.setBlockedURLs', { urls => [ '*.css' ] })
        if exists $o{styles} && !$o{styles};
    $self->call('Network.setExtraHTTPHeaders',
        { headers => { 'Accept-Language' => $o{language} } }) if $o{language};
    $self->call('Page.addScriptToEvaluateOnNewDocument',
        { source => $o{before} }) if $o{before};
    return $self->loads(sub { $self->call('Page.navigate', { url => $url }) });
}

# Does something, and waits until the document that it leads to is loaded.
sub loads {
    my ($self, $do) = @_;
    $self->{events} = [];
    $do->();
    $self->wait_for('Page.loadEventFired');
    return $self;
}

# A private window, for open(): it has no cookie of the others.
sub private {
    my ($self) = @_;
    return $self->call('Target.createBrowserContext')->{browserContextId};
}

# The tab that is open, or the one that $tab is.
sub tab {
    my ($self, $tab) = @_;
    @$self{qw( target session )} = @$tab if $tab;
    $self->call('Page.bringToFront') if $tab;
    return [ @$self{qw( target session )} ];
}

# By the mouse, which needs no script in the page.
sub click {
    my ($self, $selector) = @_;
    my $root = $self->call('DOM.getDocument')->{root}{nodeId};
    my $node = $self->call('DOM.querySelector',
        { nodeId => $root, selector => $selector })->{nodeId};
    die "no $selector\n" unless $node;
    $self->call('DOM.scrollIntoViewIfNeeded', { nodeId => $node });
    my $at = $self->call('DOM.getBoxModel', { nodeId => $node })
        ->{model}{content};
    my %at = (x => ($at->[0] + $at->[4]) / 2, y => ($at->[1] + $at->[5]) / 2);
    $self->call('Input.dispatchMouseEvent', { type => $_, button => 'left',
        clickCount => 1, %at }) for qw( mousePressed mouseReleased );
}

my %key = (Tab => [ 9, '' ], Enter => [ 13, "\r" ]);

sub key {
    my ($self, $name) = @_;
    my ($code, $text) = @{ $key{$name} };
    $self->call('Input.dispatchKeyEvent', { type => $_, key => $name,
        code => $name, windowsVirtualKeyCode => $code,
        $_ eq 'keyDown' && length $text ? (text => $text) : () })
        for qw( keyDown keyUp );
}

# The addresses in the tab's history, and which of them is shown.
sub history {
    my ($self) = @_;
    my $h = $self->call('Page.getNavigationHistory');
    return ($h->{currentIndex}, map { $_->{url} } @{ $h->{entries} });
}

# So many steps in the history.  A page that the browser has kept is not loaded.
sub go {
    my ($self, $steps) = @_;
    my $h = $self->call('Page.getNavigationHistory');
    my $to = $h->{entries}[$h->{currentIndex} + $steps] or die "no step $steps\n";
    $self->{events} = [];
    $self->call('Page.navigateToHistoryEntry', { entryId => $to->{id} });
    $self->wait_for('Page.frameNavigated');
    for (1 .. 200) {
        last if (eval { $self->value('document.readyState') } // '') eq 'complete';
        select undef, undef, undef, 0.05;
    }
    return $self;
}

# What went to the console, and what the browser calls an issue.
sub complaints {
    my ($self) = @_;
    $self->call('Runtime.evaluate', { expression => '0' });
    my @said;
    for my $e (@{ $self->{events} }) {
        my $p = $e->{params};
        push @said, $p->{entry}{text} if $e->{method} eq 'Log.entryAdded';
        push @said, $p->{type} if $e->{method} eq 'Runtime.consoleAPICalled';
        push @said, $p->{exceptionDetails}{text}
            if $e->{method} eq 'Runtime.exceptionThrown';
        push @said, $p->{issue}{code}
            if $e->{method} eq 'Audits.issueAdded'
               && $p->{issue}{code} =~ /SecurityPolicy|Trusted/;
    }
    return @said;
}

# The value of a JavaScript expression in the page.
sub value {
    my ($self, $expression) = @_;
    my $r = $self->call('Runtime.evaluate', { expression => $expression,
        returnByValue => JSON::PP::true });
    die $r->{exceptionDetails}{exception}{description} . "\n"
        if $r->{exceptionDetails};
    return $r->{result}{value};
}

# The accessibility tree as lines "ROLE NAME" in reading order.
sub reading {
    my ($self) = @_;
    my $nodes = $self->call('Accessibility.getFullAXTree')->{nodes};
    my %node = map { $_->{nodeId} => $_ } @$nodes;
    my @lines;
    my $walk;
    $walk = sub {
        my ($n, $depth) = @_;
        push @lines, [ $depth, $n->{role}{value}, $n->{name}{value} // '' ]
            unless $n->{ignored};
        $walk->($node{$_}, $depth + 1)
            for grep { $node{$_} } @{ $n->{childIds} || [] };
    };
    $walk->($nodes->[0], 0);
    return @lines;
}

sub screenshot {
    my ($self, $path, %o) = @_;
    my $data = $self->call('Page.captureScreenshot', { format => 'png',
        $o{clip} ? (clip => { %{ $o{clip} }, scale => 1 }) : () })->{data};
    CORE::open my $f, '>:raw', $path or die "$path: $!";
    print $f decode_base64($data);
    close $f;
}

sub stop {
    my ($self) = @_;
    return unless $self->{pid};
    eval { local $SIG{PIPE} = 'IGNORE'; $self->call('Browser.close') };
    kill 'TERM', $self->{pid};
    my $status = $?;
    waitpid $self->{pid}, 0;
    $? = $status;
    delete $self->{pid};
}

sub DESTROY { $_[0]->stop }

1;
