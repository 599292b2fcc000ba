// What the shop sells, and how it sends and is paid: as a new Vendure is filled by its own `Populator` and `Importer`.

import { dummyPaymentHandler, Importer, LanguageCode, Populator, RequestContextService } from '@vendure/core';
import { lastValueFrom } from 'rxjs';

const payment = (name, automaticSettle) => ({
  name,
  handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: String(automaticSettle) }] },
});

const INITIAL = {
  defaultLanguage: LanguageCode.en,
  defaultZone: 'Europe',
  countries: [{ code: 'DE', name: 'Germany', zone: 'Europe' }],
  taxRates: [{ name: 'Standard Tax', percentage: 20 }],
  shippingMethods: [{ name: 'Standard', price: 500 }],
  // Their codes are their names as slugs.
  paymentMethods: [payment('At once', true), payment('On invoice', false)],
  collections: [],
};

/** The format of Vendure's product import. Prices are without tax, in major units. */
const PRODUCTS = `name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets
Teapot,teapot,"<p>Holds <b>1.2 l</b> &amp; pours well.</p>",,Brand:Lindenhof|Material:Stoneware|Material:Cork,Colour|Size,Blue|Small,TEA-B-S,29.90,Standard,100,true,,
,,,,,,Blue|Large,TEA-B-L,39.90,Standard,100,true,,
,,,,,,Green|Small,TEA-G-S,29.90,Standard,1,true,,
Cup,cup,A cup for tea.,,Material:Stoneware,,,CUP-1,8.00,Standard,100,true,,
Tea strainer,tea-strainer,Of steel.,,,,,STR-1,4.50,Standard,0,true,,
Mug,mug,Sold no more.,,,,,MUG-1,6.00,Standard,10,true,,
Letter scale,letter-scale,"Weighs letters, to the gram.",,Brand:Maul,,,SCALE-1,24.00,Standard,3,false,,
`;

/** Fills a new shop. */
export async function stock(app) {
  await app.get(Populator).populateInitialData(INITIAL);
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin', languageCode: LanguageCode.en });
  const { imported, errors } = await lastValueFrom(app.get(Importer).parseAndImport(PRODUCTS, ctx));
  if (errors?.length) throw new Error(`${imported} products, and ${errors.join('; ')}`);
}
