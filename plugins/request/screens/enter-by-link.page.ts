import { isFailure } from '#services/kernel/failure.ts';
import { definePage } from '#services/kernel/page.ts';

/** The link of the invitation. It leads on at once, so that the code does not stay in the address. */
export const enterByLinkPage = definePage({
  path: '/{code}', withoutLanguage: true, for: 'anyone', secret: 'code', asks: ['request.enter'],
  show: async ({ call, path: { code = '' }, address }) => {
    const typed = code.trim();
    if (typed.length < 4 || typed.length > 40) return { goTo: `${address('/')}?unknown` };
    try {
      const { token, expiresAt } = await call('request.enter', { code: typed });
      return { goTo: address('/welcome'), enter: { token, expiresAt } };
    } catch (error) {
      if (isFailure(error, 'invitation.code-unknown')) return { goTo: `${address('/')}?unknown` };
      throw error;
    }
  },
});
