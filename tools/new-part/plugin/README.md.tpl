# __name__

Keeps notes with a dossier.

- **Actions**: `keep` and `list`, below `/dossiers/{dossier}/__name__`.
- **Settings**: `most`, how many notes one dossier may have.
- **Stored**: the text, sealed, until the end of the dossier and the days of its retention class.
- **Events**: `__name__.kept`. It listens to nothing, has no jobs and needs no connector.
