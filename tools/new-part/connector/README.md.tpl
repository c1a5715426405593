# __name__

__title__.

- **Wire**: REST, JSON, problem documents (RFC 9457), version 1: an assumption of ours (`wire/`). Where the real one differs, only `wire/` and `live/` change.
- **Personal data sent**: none. References of our own stand in addresses.
- **Lets us in by**: a bearer token, an API key, basic credentials or a certificate; each named as a secret.
- **Operations**: `find` (read), `record` (keyed: once per `Idempotency-Key`).
