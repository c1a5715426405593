/**
 * A node at the border is known by its name: NATS lets it hear what is sent to that name and nothing else (`deploy/nats/nats.conf`), and the others send it errands
 * and nothing else. So one that was taken over may offer whatever it likes: nothing that a citizen or an official asks comes its way.
 */
const prefix = 'border.';
export const borderNodeId = (name: string): string => `${prefix}${name}`;

/** @param action its whole name on the bus */
export function mayBeAsked(nodeId: string, action: string): boolean {
  return !nodeId.startsWith(prefix) || /^reach-[a-z0-9-]+\.errand$/.test(action);
}
