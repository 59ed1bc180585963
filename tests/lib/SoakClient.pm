package SoakClient;

# Readers of the soak: each response is compared, byte by byte, to what its
# reader must get.

use warnings;
use strict;

use Compress::Zlib qw( memGunzip );
use IO::Select;
use IO::Socket::INET;
use Time::HiRes qw( sleep time );

sub new {
    my ($class, %o) = @_;
    return bless { %o, count => {}, wrong => [], etags => {} }, $class;
}

sub pick { return $_[int rand @_] }

sub count { $_[0]{count}{$_[1]}++ }

# One request: its text, and what must come of it.
sub request {
    my ($self, $from) = @_;
    my $way = pick(@{ $self->{ways} });
    my $name = pick(keys %{ $self->{plain} });
    my $owed = $self->{readers}{$from};
    my $method = rand() < 0.1 ? 'HEAD' : 'GET';
    my %r = (way => $way, name => $name, method => $method, from => $from,
        path => ($way eq '' ? '' : "/$way") . "/$name.html",
        status => 200, notice => $owed, body => $self->{with}{$owed}{$name});
    if ($way eq 'refused' || $way eq 'late') {
        @r{qw( notice body )} = ('', $way eq 'late' ? 'secret'
            : $self->{plain}{$name});
        @r{qw( status body )} = (451, undef) if $from == 61;
    }
    return $self->outlet(\%r) if $way eq 'outlet';
    # to whom nothing is owed a page goes as it is, its coding too
    my ($coding) = $way =~ m{^coded/(.*)};
    $r{body} = $self->{coded}{$coding}{$name} if $coding && $owed eq '';
    my @fields = $way =~ /^gate/ ? $self->gate(\%r) : ();
    my $etag = pick(values %{ $self->{etags}{$r{path}} || {} });
    if ($etag && rand() < 0.3) {
        push @fields, "If-None-Match: $etag";
        $r{etag} = $etag;
    }
    if ($r{notice} ne '' && rand() < 0.1) { push @fields, 'Range: bytes=0-99' }
    if (rand() < 0.3) { push @fields, 'Accept-Encoding: gzip' }
    $r{fields} = \@fields;
    $r{text} = "$r{method} $r{path} HTTP/1.1\r\nHost: soak\r\n"
        . join('', map { "$_\r\n" } @fields) . "\r\n" . ($r{form} // '');
    return \%r;
}

# A page behind a restriction that its reader may lift: who is asked has a cookie,
# a wrong one or none, or sends the form.  The fields that the request has.
sub gate {
    my ($self, $r) = @_;
    my $what = rand;
    return () if $what < 0.3 && !$self->asked($r);
    if ($what < 0.6) {
        $r->{with} = 1;
        return "Cookie: a=b; legal_gate=$self->{cookie}; c=d";
    }
    if ($what < 0.7) {
        my $right = rand() < 0.7;
        @$r{qw( method with )} = ('POST', 1);
        $r->{form} = 'legal_acknowledge=gate.' . ($right ? $self->{form}
            : $self->{cookie});
        @$r{qw( status body form_right )} = (303, undef, $right);
        @$r{qw( status )} = (403) if !$right && $self->asked($r);
        return ('Content-Type: application/x-www-form-urlencoded',
            'Content-Length: ' . length $r->{form});
    }
    @$r{qw( status body )} = (403, undef) if $self->asked($r);
    return $what < 0.85 ? () : do {
        $r->{with} = 1;
        'Cookie: legal_gate=' . substr $self->{cookie}, 0, int rand 75;
    };
}

sub asked { return $_[0]{asked}{$_[1]{from}} }

# The notices of a page alone.
sub outlet {
    my ($self, $r) = @_;
    @$r{qw( method path fields )} = ('GET', "/outlet?uri=/$r->{name}.html", []);
    my ($aside) = $r->{body} =~ m{(<aside class="legal-notice".*?</aside>)}s;
    @$r{qw( status body )} = $r->{notice} eq '' ? (204, undef) : (200, $aside);
    $r->{text} = "GET $r->{path} HTTP/1.1\r\nHost: soak\r\n\r\n";
    return $r;
}

# What is sent in place of a page: whether got is such a response.
sub check_other {
    my ($self, $r, $got) = @_;
    if ($r->{status} == 403) {
        $self->wrong($r, 'the page that asks', $got)
            if $got->{body} =~ /paragraph|article>/
                || $r->{method} ne 'HEAD' && $got->{body} !~ /<form.*<button>Yes/s
                || $got->{head} !~ /^Cache-Control: no-store\r?$/mi;
        $self->count('asked');
    } elsif ($r->{status} == 303) {
        $self->wrong($r, 'the redirect', $got)
            if $got->{head} !~ /^Cache-Control: no-store\r?$/mi
                || $r->{form_right} != ($got->{head} =~ /^Set-Cookie: legal_gate=/mi)
                || $got->{head} !~ m{^Location: \S*\Q$r->{path}\E\r?$}mi;
        $self->count('acknowledged');
    } elsif ($r->{way} eq 'outlet') {
        $self->wrong($r, 'outlet', $got)
            if $got->{body} ne ($r->{body} // '')
                || $got->{head} !~ /^Cache-Control: private, no-cache\r?$/mi;
        $self->count('outlet');
    } else {
        return 0;
    }
    return 1;
}

sub wrong {
    my ($self, $r, $why, $got) = @_;
    push @{ $self->{wrong} }, "$why: $r->{method} $r->{path} from $r->{from}"
        . " [@{ $r->{fields} }] status $got->{status} length "
        . length($got->{body}) . "\n";
}

# Whether part is a page's beginning.  Where the upstream breaks off, the notice
# stands in the best place that has come, or at the end, where it closes what is
# open.
sub begins {
    my ($page, $part) = @_;
    return 1 if substr($page, 0, length $part) eq $part;
    my $aside = qr{<aside class="legal-notice".*?</aside>}s;
    $page =~ s/$aside//;
    my ($before, $behind) = split /$aside/, $part, 2;
    return 0 if !defined $behind || $behind =~ $aside;
    do {
        my $bare = $before . $behind;
        return 1 if substr($page, 0, length $bare) eq $bare;
    } while ($before =~ s{(?:</\w+|--)?>$}{});
    return 0;
}

# got: status, head, body (its framing and coding are gone), cut.
sub check {
    my ($self, $r, $got) = @_;
    $self->count('checked');
    my ($legal) = $got->{head} =~ /^Legal-Notice: (\w+)/mi;

    if ($got->{status} == 304) {
        $self->count('not_modified');
        return $self->wrong($r, '304 for another variant', $got)
            unless $r->{etag} && $got->{head} =~ /^ETag: \Q$r->{etag}\E\r?$/mi
                && ($self->{etags}{$r->{path}}{$r->{notice}} // '')
                    eq $r->{etag};
        return;
    }

    if ($r->{way} eq 'breaks' && $got->{status} == 502) {
        $self->count('bad_gateway');
        return;
    }

    return $self->wrong($r, 'status', $got) if $got->{status} != $r->{status};
    return $self->wrong($r, 'refused body', $got)
        if $r->{status} == 451 && $got->{body} =~ /secret|paragraph|article>/;
    return $self->count('refused') if $r->{status} == 451;
    return if $self->check_other($r, $got);
    return $self->wrong($r, 'Legal-Notice', $got)
        if ($legal // '') ne $r->{notice};
    return $self->wrong($r, 'Cache-Control', $got)
        unless $got->{head} =~ /^Cache-Control: .*private/mi;
    $self->count($r->{notice} eq '' ? 'untouched' : 'noticed');

    my ($etag) = $got->{head} =~ /^ETag: (.*?)\r?$/mi;
    $self->{etags}{$r->{path}}{$r->{notice}} = $etag
        if $etag && $r->{method} eq 'GET' && !$got->{cut}
            && $got->{head} !~ /^Content-Encoding/mi;
    return if $r->{method} eq 'HEAD' || !defined $r->{body};

    if ($got->{cut}) {
        $self->count('cut');
        return $self->wrong($r, 'cut', $got) if $r->{way} ne 'breaks';
        return $self->wrong($r, 'not a beginning', $got)
            if !begins($r->{body}, $got->{body});
        return;
    }

    $self->wrong($r, 'body', $got) if $got->{body} ne $r->{body};
}

# Reads one response off the connection's buffer; undef when it is over.
sub response {
    my ($self, $c, $r) = @_;
    my $more = sub {
        my $ok = IO::Select->new($c->{socket})->can_read(20)
            && sysread $c->{socket}, $c->{in}, $c->{piece}, length $c->{in};
        sleep($c->{pause}) if $c->{pause};
        return $ok;
    };
    until ($c->{in} =~ /\r\n\r\n/) { $more->() or return undef }
    my ($head, $rest) = split /\r\n\r\n/, $c->{in}, 2;
    $c->{in} = $rest;
    my ($status) = $head =~ m{^HTTP/1.1 (\d+)} or die "no answer: $head";
    my %got = (status => $status, head => $head, body => '', cut => 0);
    $got{close} = $head =~ /^Connection: close/mi;
    return \%got if $r->{method} eq 'HEAD' || $status == 304 || $status == 204;

    if ($head =~ /^Transfer-Encoding: chunked/mi) {
        $got{cut} = 1;
        while (1) {
            my $at;
            while (($at = index $c->{in}, "\r\n") < 0) {
                $more->() or return \%got;
            }
            my $n = hex substr $c->{in}, 0, $at;
            while (length $c->{in} < $at + $n + 4) { $more->() or last }
            my $cut = length $c->{in} < $at + $n + 4;
            $got{body} .= substr $c->{in}, $at + 2, $n;
            return \%got if $cut;
            substr $c->{in}, 0, $at + $n + 4, '';
            last if $n == 0;
        }
        $got{cut} = 0;
    } else {
        my ($n) = $head =~ /^Content-Length: (\d+)/mi;
        until (defined $n && length $c->{in} >= $n) { $more->() or last }
        $got{body} = defined $n ? substr $c->{in}, 0, $n, '' : $c->{in};
        $got{cut} = defined $n && length $got{body} < $n;
    }
    # what is owed nothing goes with the bytes that it came with
    if ($head =~ /^Content-Encoding: gzip/mi && !$got{cut}
        && ($r->{way} ne 'coded/gzip' || $r->{notice} ne ''))
    {
        $got{body} = memGunzip($got{body}) // "not gzip";
    }
    return \%got;
}

# A connection with a few requests, some sent at once.
sub connection {
    my ($self, %o) = @_;
    my $from = pick(keys %{ $self->{readers} });
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $self->{port}, LocalAddr => "127.0.0.$from",
        Timeout => 5) or return;
    my %c = (socket => $socket, in => '', piece => $o{piece} || 65536,
        pause => $o{pause});
    my $requests = $o{requests} || 1 + int rand 40;
    while ($requests > 0) {
        my @batch = map { $self->request($from) } 1 .. 1 + int rand 4;
        # answers of one kind only: a connection that is cut ends a batch
        @batch = ($batch[0]) if grep { $_->{way} eq 'breaks' } @batch;
        print $socket join '', map { $_->{text} } @batch;
        for my $r (@batch) {
            my $got = $self->response(\%c, $r);
            return $self->count('closed') unless $got;
            $self->check($r, $got);
            return if $got->{cut} || $got->{close};
            $requests--;
        }
    }
}

sub run_h1 { $_[0]->connection }

sub run_slow {
    my ($self) = @_;
    # of bytes one by one a large page would outlive the soak
    $self->connection(piece => 200 + int rand 5000, pause => rand 0.003,
        requests => 3);
}

# Whoever goes away in the middle of an answer.
sub run_abort {
    my ($self) = @_;
    my $from = pick(keys %{ $self->{readers} });
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $self->{port}, LocalAddr => "127.0.0.$from",
        Timeout => 5) or return;
    print $socket $self->request($from)->{text};
    sysread $socket, my $in, 1 + int rand 30000 if rand() < 0.8;
    close $socket;
    $self->count('aborted');
    sleep 0.005;
}

# Requests whose answers a client of other programs can judge.
sub several {
    my ($self, $from, $n) = @_;
    return grep { $_->{way} ne 'breaks' && $_->{method} eq 'GET' && !$_->{with} }
        map { $self->request($from) } 1 .. $n;
}

# HTTP/2 over TLS by curl, many requests at once.
sub run_h2 {
    my ($self) = @_;
    my $from = pick(keys %{ $self->{readers} });
    my @requests = $self->several($from, 30);
    my $base = "$self->{dir}/h2-$$";
    open my $f, '>', "$base.conf" or die;
    for my $i (0 .. $#requests) {
        print $f "url = \"https://127.0.0.1:$self->{tls}$requests[$i]{path}\"\n"
            . "output = \"$base-$i\"\n";
    }
    close $f;
    my $out = `curl -skZ --http2 --interface 127.0.0.$from -K $base.conf -w '%{filename_effective} %{http_code} %{exitcode} [%header{legal-notice}] [%header{cache-control}]\\n' 2> /dev/null`;
    my $seen = 0;
    while ($out =~ /^\S+-(\d+) (\d+) (\d+) \[(.*?)\] \[(.*?)\]$/mg) {
        my $r = $requests[$1];
        my ($status, $exit) = ($2, $3);
        my $head = "HTTP/2 $2\n" . ($4 ne '' ? "Legal-Notice: $4\n" : '')
            . "Cache-Control: $5\n";
        my $has_body = open my $body, '<:raw', "$base-$1";
        local $/;
        my %got = (status => $status, head => $head,
            body => $has_body ? <$body> // '' : '', cut => 0);
        $seen++;
        if ($exit) { $self->count('h2_closed'); next }
        @$r{qw( etag fields )} = (undef, ['h2']);
        $self->check($r, \%got);
    }
    unlink glob "$base*";
    $self->count('h2_batches');
}

# HTTP/3, many requests at once; half of the readers have acknowledged before.
sub run_h3 {
    my ($self) = @_;
    my $from = pick(keys %{ $self->{readers} });
    # the client keeps each body under the last word of its path
    my %named = map { $_->{way} eq 'outlet' ? () : ($_->{name} => $_) }
        $self->several($from, 20);
    my @requests = values %named or return;
    my $cookie = rand() < 0.5;
    for my $r (grep { $cookie && $_->{way} =~ /^gate/ } @requests) {
        @$r{qw( status body )} = (200, $self->{with}{$r->{notice}}{$r->{name}});
    }
    my @answers = $self->{h3}->get($from, [ map { $_->{path} } @requests ],
        host => 'soak', fields => $cookie ? [ "cookie: legal_gate=$self->{cookie}" ] : []);
    for my $i (0 .. $#requests) {
        my ($r, $got) = ($requests[$i], $answers[$i]);
        # a worker that a reload ends, ends its connections
        if (!$got->{whole}) { $self->count('h3_closed'); next }
        @$r{qw( etag fields )} = (undef, ['h3']);
        $self->check($r, { %$got, cut => 0 });
    }
    $self->count('h3_batches');
}

# Until end; says counts and what was wrong, a line each.
sub run {
    my ($self, $kind, $end) = @_;
    local $SIG{PIPE} = 'IGNORE';
    my $run = "run_$kind";
    while (time < $end && @{ $self->{wrong} } < 20) {
        eval { $self->$run; 1 } or push @{ $self->{wrong} }, "$kind: $@";
    }
    return join '', (map { "$_ $self->{count}{$_}\n" } keys %{ $self->{count} }),
        map { "wrong $_" } @{ $self->{wrong} };
}

1;
