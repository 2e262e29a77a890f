#!/bin/sh
# Ends the processes it was told of when its standard input closes, which the kernel sees to however our side dies.
#   watch PID    PID leads a process group that must not outlive us
#   forget PID   it has ended
#   remove DIR   a folder to delete at the end
#   release      leave everything as it is
groups=
folders=
newline='
'
while read -r verb value; do
  case $verb in
  watch) groups="$groups $value" ;;
  forget) groups=$(for group in $groups; do [ "$group" = "$value" ] || printf ' %s' "$group"; done) ;;
  remove) folders="$folders$value$newline" ;;
  release) exit 0 ;;
  esac
done
for group in $groups; do kill -TERM "-$group" 2>/dev/null; done
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  alive=
  for group in $groups; do kill -0 "-$group" 2>/dev/null && alive=yes; done
  [ -n "$alive" ] || break
  sleep 0.2
done
for group in $groups; do kill -KILL "-$group" 2>/dev/null; done
[ -z "$folders" ] || printf '%s' "$folders" | while read -r folder; do rm -rf -- "$folder"; done
