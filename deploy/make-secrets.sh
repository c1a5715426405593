#!/bin/sh
# Makes what compose.yaml wants in deploy/secrets (or the folder that is named): passwords, and an authority with a certificate for NATS. Nothing that exists is replaced, so it may be run again.
# Needs openssl. `NATS_NAME` is the name under which the nodes reach NATS (nats; 127.0.0.1 is in the certificate too).
set -eu
umask 077
folder=${1:-$(dirname "$0")/secrets}
name=${NATS_NAME:-nats}
mkdir -p "$folder"
cd "$folder"

# A letter and hexadecimals: it stands in an address of a database as it is, and NATS takes what begins with a digit for a number.
password() { printf 'p%s' "$(openssl rand -hex 24)"; }
once() { [ -e "$1" ] || cat > "$1"; }

[ -e database-password ] || printf '%s' "$(password)" > database-password
printf 'postgres://eid:%s@%s:5432/eid\n' "$(cat database-password)" "${DATABASE_HOST:-postgres}" | once database-url
[ -e node-password ] || printf '%s' "$(password)" > node-password
printf 'node:%s\n' "$(cat node-password)" | once nats-credentials
[ -e border-password ] || printf '%s' "$(password)" > border-password
printf 'border:%s\n' "$(cat border-password)" | once nats-border-credentials
[ ! -e nats.env ] || grep -q '^EID_NATS_BORDER_PASSWORD=' nats.env || printf 'EID_NATS_BORDER_PASSWORD=%s\n' "$(cat border-password)" >> nats.env
{
  printf 'EID_NATS_NODE_PASSWORD=%s\n' "$(cat node-password)"
  printf 'EID_NATS_BORDER_PASSWORD=%s\n' "$(cat border-password)"
  for user in GENT KORTENBERG GENT_EVENTS KORTENBERG_EVENTS; do printf 'EID_NATS_%s_PASSWORD=%s\n' "$user" "$(password)"; done
} | once nats.env
printf 'MSSQL_SA_PASSWORD=%s-Aa1\n' "$(password)" | once register.env

if [ ! -e nats-ca.pem ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=eID aan huis, NATS' -keyout nats-ca-key.pem -out nats-ca.pem 2>/dev/null
fi
# After 397 days a new one: remove the file, run this again, restart NATS.
if [ ! -e nats-certificate.pem ]; then
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -keyout nats-key.pem -out nats-request.pem 2>/dev/null
  printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' "$name" > nats-extensions
  openssl x509 -req -in nats-request.pem -CA nats-ca.pem -CAkey nats-ca-key.pem -CAcreateserial -days 397 -extfile nats-extensions -out nats-certificate.pem 2>/dev/null
  rm -f nats-request.pem nats-extensions
fi
# Compose mounts files as they are: the users in the containers (65532) must be able to read these, nobody else needs the folder.
# The key of the bus for a node at the border is made by the house itself ('eid keys bus'); until then its file is empty, for compose wants it there.
[ -e bus-key ] || : > bus-key
chmod 0444 bus-key database-url database-password nats-credentials nats-border-credentials nats-ca.pem nats-certificate.pem nats-key.pem
echo "secrets stand in $(pwd)"
