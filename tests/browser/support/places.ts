// Where things are, and what the sites under test are made of.

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by "cargo xtask test --only browser"`);
  return value;
}

/** Origin of the help site. */
export const HELP = required('DESKBELL_URL');

/** Origin of the demo storefronts, which the site `lindenhof` lets embed it. */
export const STOREFRONT = required('DESKBELL_STOREFRONT');

/** The demo site's languages. */
export const LANGUAGES = ['en', 'zh-CN', 'de', 'pt-BR', 'es', 'fr', 'ja', 'ar'] as const;

/** The demo storefronts, and in which language each is written. */
export const STOREFRONTS = [
  { name: 'index', help: 'Help' },
  { name: 'csp', help: 'Help' },
  { name: 'coep', help: 'Help' },
  { name: 'reset', help: 'Help' },
  { name: 'spa', help: 'Help' },
  { name: 'inline', help: 'Help' },
  { name: 'rtl', help: 'مساعدة' },
] as const;

/** Header that sets the Worker's clock, in seconds since 1970. */
export const clockHeader = (time: string) => ({ 'deskbell-test-clock': String(Date.parse(time) / 1000) });
