#!/bin/sh
# Puts into a folder all that the image holds below the program itself: Node, the libraries that it is linked with, and
# the few files that a process expects. No shell, no package manager. The Dockerfile runs this for each platform.
#
# usage: rootfs.sh NODE FOLDER
set -eu

node=$1
root=$2

mkdir -p "$root/usr/bin" "$root/etc/ssl/certs" "$root/app" "$root/tmp" "$root/proc" "$root/dev" "$root/sys"
cp "$node" "$root/usr/bin/node"
chmod 0755 "$root/usr/bin/node"

# `name => /path (address)`, and the loader as `/path (address)`; each goes where the program looks for it.
libraries=$(ldd "$node" | sed -n -e 's/.*=> \(\/[^ ]*\) .*/\1/p' -e 's/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p')
for library in $libraries; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

# Whom hooks and notifications over TLS are trusted to be.
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"

# Which packages of which distribution these files are of, where scanners and makers of SBOMs look for it, and what their
# licences want to go along. Only a developer's machine, where a test runs this, may be none of Debian's.
package_of() { dpkg-query --search "$1" 2>/dev/null || dpkg-query --search "/usr$1"; }
if dpkg-query --status ca-certificates >/dev/null 2>&1; then
  mkdir -p "$root/var/lib/dpkg/status.d" "$root/usr/share/doc"
  cp -L /etc/os-release /etc/debian_version "$root/etc/"
  cp -R /usr/share/common-licenses "$root/usr/share/"
  owners=$(for library in $libraries; do package_of "$library"; done | cut -d: -f1 | sort -u)
  # The documents of GCC's libraries are in its base package, which they depend on.
  for package in $owners ca-certificates $(dpkg-query --show --showformat='${Package} ' 'gcc-*-base'); do
    dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
    if [ -e "/usr/share/doc/$package/copyright" ]; then
      mkdir -p "$root/usr/share/doc/$package"
      cp -L "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/"
    fi
  done
fi
# Node's licence has those of what is linked into it too. It is beside bin/ where Node comes from its archive, as in its image.
licence=$(dirname "$node")/../LICENSE
if [ -e "$licence" ]; then
  mkdir -p "$root/usr/share/doc/node"
  cp "$licence" "$root/usr/share/doc/node/"
fi

echo 'root:x:0:0:root:/:/sbin/nologin
nonroot:x:65532:65532:nonroot:/:/sbin/nologin' >"$root/etc/passwd"
echo 'root:x:0:
nonroot:x:65532:' >"$root/etc/group"
# Names first from the file, then from DNS, as everywhere.
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"
