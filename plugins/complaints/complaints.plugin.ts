import { definePlugin } from '#services/kernel/plugin.ts';
import { complaints } from './complaints.contract.ts';
import { fileComplaint } from './file-complaint.ts';

export const complaintsPlugin = definePlugin(complaints, {
  actions: { file: fileComplaint },
  routes: [{ method: 'POST', path: '/dossiers/{dossier}/complaints', action: 'complaints.file' }],
});
