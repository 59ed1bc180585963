#!/bin/sh

# check-upgrade.sh FROM DIR: what apt-get asks before it upgrades nginx, for the
# package: what that depends on says which nginx fits.  DIR/check-upgrade, and
# DIR/60legal-notice for apt's configuration.

set -eu

name=libnginx-mod-http-legal-notice
check=/usr/lib/legal-notice/check-upgrade
abi="\$(dpkg-query -W -f '\${Depends}' $name | grep -o 'nginx-abi-[^ ,]*')"
version="\$(dpkg-query -W -f '\${Version}' nginx)"
remedy="    apt-get install nginx ./${name}_VERSION_ARCH.deb\\n\\n"
remedy="${remedy}with a package of the module that was built for that nginx. Without"
remedy="$remedy one:\\n\\n    LEGAL_NOTICE_UPGRADE=yes apt-get install nginx\\n\\n"
remedy="${remedy}takes the module away; nginx then starts without the legal_ lines only."

sed "s#@PACKAGE@#nginx#; s#@VERSION@#$version#; s#@ABI@#$abi#
     s#@REMEDY@#$remedy#" "$1" > "$2/check-upgrade"

cat > "$2/60legal-notice" << END
DPkg::Pre-Install-Pkgs { "if [ -x $check ]; then $check; fi"; };
END
