import type { AgentRight } from '#services/kernel/agent-lines.ts';

/** What the node tells its plugin of the agents about itself. */
export interface AgentControls {
  readonly realNow: () => number;
  readonly newCode: () => string;
  /** On every node. */
  readonly cut: (municipality: string, device: string, why: string) => Promise<void>;
}

export const rightsOf = ({ captures }: { readonly captures: boolean }): AgentRight[] => (captures ? ['capture', 'delivery'] : ['delivery']);
