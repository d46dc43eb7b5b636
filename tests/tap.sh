#!/bin/sh
# tap.sh TEST -- run a unit program or a shell suite; both print TAP.
case $1 in
*.t) exec sh "$1" ;;
*) exec "$1" ;;
esac
