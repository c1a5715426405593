import { roles } from '#services/identity/roles.ts';
import { catalogue } from './catalogue.ts';

const website: readonly string[] = roles.website;
const routes = catalogue.plugins.flatMap(({ contract, routes: all = [] }) => all.map((route) => ({ ...route, scope: contract.actions[route.action.split('.')[1] ?? '']?.scope ?? '' })));

test('what the website may ask for somebody who has shown nothing yet is limited in how often, and nothing else is', () => {
  const limited = routes.filter(({ forStrangers }) => forStrangers === true).map(({ action }) => action);
  expect(limited.toSorted()).toEqual(routes.filter(({ scope }) => website.includes(scope)).map(({ action }) => action).toSorted());
  expect(limited.toSorted()).toEqual(['invitation.askCode', 'request.enter', 'request.finishLogin', 'request.startLogin', 'sign-in.begin', 'sign-in.finish']);
});
