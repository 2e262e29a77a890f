# Runs a program in a root folder of its own; to be started in a mount namespace of its own, in which this ends with it.
# sandbox.sh ROOT USER:GROUP|'' ro|rw COUNT [SOURCE TARGET]x COUNT PROGRAM [ARGUMENT...]
set -e
root=$1 user=$2 mode=$3 count=$4
shift 4
mount -t tmpfs -o mode=755 none "$root"
# What an image with a C library brings along, and what the kernel does.
for entry in bin lib lib64 sbin usr etc proc dev; do
  if [ -L "/$entry" ]; then
    cp -P "/$entry" "$root/$entry"
  elif [ -d "/$entry" ]; then
    mkdir "$root/$entry"
    mount --rbind "/$entry" "$root/$entry"
  fi
done
while [ "$count" -gt 0 ]; do
  if [ -d "$1" ]; then
    mkdir -p "$root$2"
  else
    mkdir -p "$(dirname "$root$2")"
    : > "$root$2"
  fi
  mount --bind "$1" "$root$2"
  shift 2
  count=$((count - 1))
done
mount -o "remount,$mode" "$root"
exec chroot ${user:+--userspec="$user" --groups=} "$root" "$@"
