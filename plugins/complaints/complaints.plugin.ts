import { definePlugin } from '#services/kernel/plugin.ts';
import { complaints } from './complaints.contract.ts';
import { complaintsRetention } from './complaints.retention.ts';
import { complaintsTables } from './complaints.store.ts';
import { fileComplaint } from './file-complaint.ts';
import { answerComplaint, closeComplaint, takeUpComplaint } from './handle-complaint.ts';
import { judgeComplaint } from './judge-complaint.ts';
import { listComplaints } from './list-complaints.ts';
import { complaints001 } from './migrations/001-complaints.ts';
import { complaintsOfDossier, showComplaint } from './show-complaint.ts';

export const complaintsPlugin = definePlugin(complaints, {
  actions: {
    file: fileComplaint, list: listComplaints, show: showComplaint, ofDossier: complaintsOfDossier,
    judge: judgeComplaint, takeUp: takeUpComplaint, answer: answerComplaint, close: closeComplaint,
  },
  routes: [
    { method: 'POST', path: '/dossiers/{dossier}/complaints', action: 'complaints.file' },
    { method: 'GET', path: '/dossiers/{dossier}/complaints', action: 'complaints.ofDossier' },
    { method: 'GET', path: '/complaints', action: 'complaints.list' },
    { method: 'GET', path: '/complaints/{complaint}', action: 'complaints.show' },
    { method: 'POST', path: '/complaints/{complaint}/tone', action: 'complaints.judge' },
    { method: 'POST', path: '/complaints/{complaint}/taking-up', action: 'complaints.takeUp' },
    { method: 'POST', path: '/complaints/{complaint}/answer', action: 'complaints.answer' },
    { method: 'POST', path: '/complaints/{complaint}/closing', action: 'complaints.close' },
  ],
  tables: complaintsTables,
  migrations: [complaints001],
  retention: complaintsRetention,
});
