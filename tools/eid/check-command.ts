import { nothingToReach, verdictOf } from '#tools/connector-check/check-connector.ts';
import { inHouse, municipality, type Command } from './in-house.ts';

/** `npm run eid -- connector check`: the same look as `npm run connector:check`, at the connector as it is in force: with what administrators changed, and also one from outside. */
export const checkCommand: Readonly<Record<string, Command>> = {
  'connector check': {
    summary: 'Looks whether a connector would work as it is set now: reachability, credentials, certificates. Changes nothing outside.', word: 'connector', usage: '<connector> --municipality <NIS>', options: municipality,
    run: (values) => inHouse(values, async (house, id) => {
      const port = String(values['connector']);
      const connectors = house.engine.municipalities.get(id)?.connectors;
      const chosen = connectors?.get(port);
      if (!chosen) throw new Error(`this municipality has no connector '${port}'; it has ${[...connectors?.keys() ?? []].join(', ')}`);
      const { connector: { title }, mode } = chosen;
      const { ok, lines } = mode === 'sandbox' ? nothingToReach(title) : await verdictOf(title, () => house.engine.ports.check(id, port));
      console.log(lines.join('\n'));
      return ok ? 0 : 1;
    }),
  },
};
