#!/bin/bash
# iprange makes 0.0.7.209 of each IPv6 network that begins with 2001.
#
# iprange joins lists of networks, for firewalls and for geolocation. It is for
# IPv4. One would guess that it refuses a list with IPv6 networks, or leaves
# them out. It takes what is in front of the first colon for the name of a
# host, and "2001" is one: the number of an address, 0.0.7.209, which goes into
# the list. 2606:4700::/32 is 0.0.10.46. A note about ignored text goes to the
# standard error output, and the exit status is that of success.
#
# Why it matters: most lists of a country's networks have both kinds today. All
# of the IPv6 networks are lost, addresses that nobody wrote are in, and where a
# network begins with letters as well, such as 2a00, the resolver is asked for a
# host of that name.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

iprange=iprange=1.0.4+ds-2
apt-get -qq -o APT::Sandbox::User=root download "$iprange"
dpkg-deb -x iprange_*.deb "$t"

echo "$iprange"

# join NETWORK...
join()
{
    printf '%s\n' "$@" > list
    local status=0
    usr/bin/iprange list > joined 2> error || status=$?
    echo "$(paste -sd ' ' list): $(paste -sd ' ' joined), status $status"
}

cat > expected << 'END'
192.0.2.0/25 192.0.2.128/25: 192.0.2.0/24, status 0
192.0.2.0/24 2001:db8::/32: 0.0.7.209 192.0.2.0/24, status 0
2001:db8::/32 2001:7fd::/32: 0.0.7.209, status 0
2606:4700::/32: 0.0.10.46, status 0
2804::/16: 0.0.10.244, status 0
END

{
    join 192.0.2.0/25 192.0.2.128/25
    join 192.0.2.0/24 2001:db8::/32
    join 2001:db8::/32 2001:7fd::/32
    join 2606:4700::/32
    join 2804::/16
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: 2001:db8::/32 is 0.0.7.209"
