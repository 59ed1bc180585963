#!/usr/bin/perl

# image.pl DOCKERFILE DIR: does what a Dockerfile says in chroots below DIR, one
# for each stage, with debootstrap's Debian in the place of the base image.  No
# layers, no cache: as much of it as config/container/Dockerfile uses.  The last
# stage is DIR/image then, and DIR/run says how it is started: the user, and the
# words of CMD, each on a line.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Path qw( make_path );

my ($dockerfile, $dir) = map { abs_path($_) } @ARGV;
my $top = abs_path(dirname(abs_path($0)) . '/../..');

sub run {
    my (@command) = @_;
    system(@command) == 0 or die "image.pl: @command fails\n";
}

# A minimal Debian, kept as a tar file.  It has the host's settings of apt, such
# as a proxy.
sub debian {
    my ($suite, $to) = @_;
    my $kept = "$dir/$suite.tar";
    if (!-e $kept) {
        my $made = "$dir/debootstrap";
        run('rm', '-rf', '--one-file-system', $made);
        run('debootstrap', '--variant=minbase', $suite, $made);
        my $settings = `apt-config dump`;
        open my $f, '>', "$made/etc/apt/apt.conf.d/90host" or die;
        print $f grep { /^Acquire::/ } split /^/m, $settings;
        close $f;
        run('tar', '-C', $made, '-cf', "$kept.new", '.');
        rename "$kept.new", $kept or die;
        run('rm', '-rf', '--one-file-system', $made);
    }
    make_path($to);
    run('tar', '-C', $to, '-xf', $kept);
    run('cp', '/etc/resolv.conf', "$to/etc/resolv.conf");
}

# A command in a chroot, with /proc, in a name space of its own.
sub inside {
    my ($root, $command, $work, %env) = @_;
    my $mounts = 'mount -t proc proc "$1/proc"'
        . ' && mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"'
        . ' && exec chroot "$1" /bin/sh -c "cd \"$2\" && $3"';
    local %ENV = (PATH => '/usr/sbin:/usr/bin:/sbin:/bin', HOME => '/root',
        LANG => 'C.UTF-8', DEBIAN_FRONTEND => 'noninteractive', %env);
    run('unshare', '--mount', '--pid', '--fork', '--kill-child', 'sh', '-c',
        $mounts, '-', $root, $work, $command);
}

open my $f, '<', $dockerfile or die "$dockerfile: $!\n";
my $text = join '', grep { !/^\s*#/ } <$f>;
close $f;
$text =~ s/\\\n/ /g;

my (%arg, %stage, $root, $work, $user, @cmd);

for my $line (grep { /\S/ } split /\n/, $text) {
    my ($what, $rest) = $line =~ /^(\w+)\s+(.*)$/ or die "\"$line\"?\n";
    $rest =~ s/\$\{(\w+)\}/$arg{$1} \/\/ die "no $1\n"/ge if $what ne 'RUN';
    print "image.pl: $what $rest\n";

    if ($what eq 'ARG') {
        my ($name, $value) = split /=/, $rest, 2;
        $arg{$name} = $value if defined $value;

    } elsif ($what eq 'FROM') {
        my ($suite, $name) = $rest =~ /^debian:(\w+)-slim(?: AS (\w+))?$/
            or die "FROM $rest: debian:SUITE-slim is known\n";
        $root = "$dir/" . ($name // 'image');
        $stage{$name // ''} = $root;
        run('rm', '-rf', '--one-file-system', $root);
        debian($suite, $root);
        ($work, $user) = ('/', '');

    } elsif ($what eq 'WORKDIR') {
        $work = $rest;
        make_path("$root$work");

    } elsif ($what eq 'COPY') {
        my $from = $rest =~ s/^--from=(\w+)\s+// ? $stage{$1} : undef;
        my (@names) = split ' ', $rest;
        my $to = $root . pop @names;
        make_path($names[0] eq '.' || @names > 1 ? $to : dirname($to));
        for my $name (@names) {
            if ($name eq '.') {
                # what git knows, as .dockerignore leaves nothing else
                run('sh', '-c', 'cd "$1" && git ls-files -z | xargs -0 cp -P'
                    . ' --parents -t "$2"', '-', $top, $to);
                next;
            }
            run('cp', '-r', defined $from ? "$from$name" : "$top/$name", $to);
        }

    } elsif ($what eq 'RUN') {
        inside($root, $rest, $work);

    } elsif ($what eq 'USER') {
        $user = $rest;

    } elsif ($what eq 'CMD') {
        @cmd = $rest =~ /"([^"]*)"/g;

    } elsif ($what !~ /^(?:EXPOSE|STOPSIGNAL|HEALTHCHECK)$/) {
        die "$what is not known\n";
    }
}

open my $to, '>', "$dir/run" or die;
print $to map { "$_\n" } $user, @cmd;
close $to or die;
