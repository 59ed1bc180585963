package Model::Readers;

# Random requests: who asks, by which way, for what, and when.

use warnings;
use strict;

use Exporter qw( import );
use Model::Address;
use Model::Config;
use Model::Date;
use Model::Random;
use Model::World;

our @EXPORT = qw( addresses requests times );

# Networks that decide something, as prefixes.
sub networks {
    my ($conf) = @_;
    my @written = grep { /^[\d.]+\/|:/ } map { @{ $_->{words} } }
        grep { $_->{kind} eq 'network' }
        map { @{ $_->{terms} } } @{ $conf->{jurisdictions} };
    return ((map { $_->[0] } map { @{ $_->{networks} } }
            @{ $conf->{databases} }),
        (map { network($_)->{prefix} } @written,
            map { @$_ } values %{ $conf->{network_files} }),
        @{ $conf->{bases} });
}

# In a network or beside it: the first, the last, the next or any.
sub address_by {
    my ($prefix) = @_;
    my $room = 128 - length $prefix;
    my $how = number(10);
    my $bits = $prefix . ($how < 2 ? '0' x $room : $how < 4 ? '1' x $room
        : join '', map { number(2) } 1 .. $room);
    if ($how == 4 && $prefix =~ /[01]$/ && length $prefix > 98) {
        my $last = length($prefix) - 1;
        substr $bits, $last, 1, 1 - substr $bits, $last, 1;
    }
    return $bits;
}

my %carry = (
    mapped => sub { '0' x 80 . '1' x 16 . $_[0] },
    sixtofour => sub { '0010000000000010' . $_[0]
        . join '', map { number(2) } 1 .. 80 },
    nat64 => sub { unpack('B96', pack 'H24', '0064ff9b' . '0' x 16) . $_[0] },
    teredo => sub { my $four = $_[0] =~ tr/01/10/r;
        unpack('B32', pack 'H8', '20010000')
            . join('', map { number(2) } 1 .. 64) . $four },
);

# An address as text: IPv4, IPv6, or IPv4 within IPv6.
sub address {
    my (@networks) = @_;
    my $bits = address_by(pick(@networks));
    return text($bits, 6) if $bits !~ /^0{96}/;
    return text($bits, 4) if chance(0.8) || $bits =~ /^0{104}/;
    return text($carry{ pick(sort keys %carry) }->(substr $bits, 96), 6);
}

sub addresses {
    my ($conf, $many) = @_;
    my @networks = networks($conf);
    return map { address(@networks) } 1 .. $many;
}

# The location blocks of a server: [path, levels].
sub blocks {
    my ($levels, @locations) = @_;
    return map {
        my @levels = (@$levels, $_);
        ([$_->{path}, \@levels], blocks(\@levels, @{ $_->{locations} // [] }));
    } @locations;
}

my @folders = ('/', '/', qw( /news/ /news/old/ /news/x/ /shop/ /shop/x/
    /shop/old/ /old/ /x/ ));

my @accepted = ('ru', 'de', 'kk, en;q=0.5', 'ru-RU, ru;q=0.9', 'pt-PT',
    'zh-TW', 'fr', 'fr, *', 'de-AT;q=0.2, uk;q=0.8', '*', 'en-GB', 'zh-CN',
    'ru;q=0, en');

my @places = ('RU', 'UA-43', 'DE', 'GB-CAM', 'GB-ENG', 'US', 'XX', 'GB-ZZZ',
    'nowhere', 'IN-TG', 'KZ-ALA', 'FR-92', 'XK');

sub client_value {
    my ($how, @addresses) = @_;
    return pick(@places, '') if $how eq 'country';
    return chance(0.8) ? pick(@addresses)
        : pick('', '10.0.0.1, 10.0.0.2', '10.0.0.1:80', '[2001:db8::1]',
            'unknown', '10.0.0', '10.0.0.256');
}

# Header fields, arguments and cookies, and the variables that they make.
sub extras {
    my ($holds_preview, @addresses) = @_;
    my (%headers, %args, %vars);
    %vars = (v_one => 1, v_zero => 0, v_empty => '', m => 0);
    if (chance(0.3)) {
        for my $value (pick('1', '0', 'x', '00', '')) {
            $args{w} = $vars{arg_w} = $value;
        }
    }
    $headers{'X-W'} = $vars{http_x_w} = pick(qw( 1 0 yes )) if chance(0.3);
    if (chance(0.3)) {
        $vars{cookie_w} = pick(qw( 1 0 yes ));
        $headers{Cookie} = "w=$vars{cookie_w}";
    }
    if (chance(0.3)) {
        $args{m} = pick(qw( yes no ));
        $vars{m} = 1 if $args{m} eq 'yes';
    }
    $headers{'Accept-Language'} = pick(@accepted) if chance(0.6);
    if (chance($holds_preview ? 0.4 : 0.02)) {
        my $place = chance(0.3) ? pick(@addresses) : pick(@places);
        if (chance(0.6)) { $headers{'X-Legal-Preview'} = $place }
        else { $args{legal_preview} = $place }
    }
    return (\%headers, \%args, \%vars);
}

# Requests of one server at one time.
sub requests {
    my ($conf, $server, $now, @addresses) = @_;
    my @blocks = sort { length $b->[0] <=> length $a->[0] }
        blocks([$conf->{http}, $server], @{ $server->{locations} });
    my $previews = grep { ref $_->{preview} }
        map { @{ $_->[1] } } @blocks;
    my @requests;
    for my $address (@addresses) {
        my $page = pick(@pages);
        my $path = pick(@folders);
        my ($block) = grep { index($path, $_->[0]) == 0 } @blocks;
        my ($headers, $args, $vars) = extras($previews, @addresses);
        for my $client (grep { $_ } map { $_->{client} } @{ $block->[1] }) {
            $headers->{$client->[1]} = client_value($client->[0], @addresses)
                if chance(0.9);
        }
        push @requests, { server => $server->{how}, now => $now,
            address => $address, uri => "$path$page->{name}", page => $page,
            levels => $block->[1], block => $block->[0], headers => $headers, args => $args,
            vars => $vars };
    }
    return @requests;
}

# Now, and where dates of rules begin and end.
sub times {
    my ($conf) = @_;
    my @dates = map { Model::Date::seconds($_) } grep { defined }
        map { @$_{qw( since until )} } @{ $conf->{rules} };
    return ($conf->{now}, @dates ? map { pick(@dates) + pick(-1, 0, 1) } 1, 2
        : ());
}

1;
