import type { Chance } from './random.ts';

/**
 * The people of the sample school are invented, and obviously so: their names come from gardens, weather and baking.
 * Nobody real is meant. Every name is made from these lists and from nothing else.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const girls = words(`
  Marigold Bluebell Primrose Clover Saffron Juniper Bryony Poppy Clementine Tansy Honeysuckle Larkspur Periwinkle Myrtle
  Marjoram Cinnamon Nutmeg Vanilla Praline Meringue Brioche Madeleine Tartine Pavlova Nectarine Damson Mirabelle Quince
  Drizzle Misty Aurora Snowdrop Celandine Betony Yarrow Camomile Lavender Verbena Dahlia Zinnia Freesia Camellia Magnolia
  Wisteria Fuchsia Begonia Petunia Lobelia Campion Eglantine Mimosa Acacia Willow Rosemary Hazel Ivy Olive Fern Sorrel
  Elderflower Buttercup Foxglove Anemone Cherry Apple Éclair`);

export const boys = words(`
  Basil Rowan Ash Alder Thorn Heath Moss Reed Sage Fennel Caraway Chervil Lovage Borage Teasel Burdock Bracken Thistle
  Sycamore Hawthorn Linden Larch Spruce Cedar Aspen Juniper Oak Hickory Chestnut Almond Bramley Russet Pippin Medlar
  Cobnut Crumble Bannock Pumpernickel Pretzel Strudel Muffin Flapjack Parkin Ginger Cumin Cardamom Turmeric Juneberry
  Gale Frost Storm Squall Sleet Cirrus Nimbus Cumulus Zephyr Hail Gust Drift Monsoon Sirocco Mistral Rime Dew Fog
  Barley Rye Spelt Oat Millet Soufflé`);

const beginnings = words(`
  Thistle Bramble Clover Nettle Bracken Sorrel Mistle Dandelion Teasel Fern Moss Heather Gorse Hazel Acorn Willow Cobble
  Butter Crumb Flour Dough Crust Treacle Syrup Ginger Custard Raisin Sultana Scone Bun Muffin Pastry Puff Drizzle
  Shower Rain Puddle Breeze Thunder Cloud Mist Dew Frost Snow Sleet Hail Gale Squall Sun Rainbow Twilight Petal Blossom
  Bulb Seed Sprout Turnip Parsnip Radish Marrow Pumpkin Quince Damson`);

const endings = words(
  'wick worth ley ton by ford combe thorpe bottom well field wood mere stone bridge croft dale hurst shaw holm',
);

export const isInventedSurname = (name: string): boolean =>
  name
    .split('-')
    .every((part) =>
      beginnings.some((beginning) => part.startsWith(beginning) && endings.includes(part.slice(beginning.length))),
    );

/** A thousand surnames like Thistlewick; about one in thirty is double. */
export const inventSurname = (chance: Chance): string => {
  const one = () => chance.pick(beginnings) + chance.pick(endings);
  return chance.is(0.03) ? `${one()}-${one()}` : one();
};

/** A name as mail systems write it: no accents, no hyphens, lower case. */
export const mailName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** With `canary` a name carries letters that no other text of the school contains. */
export const canaryName = (name: string, canary: boolean): string => (canary ? `${name}Zqx` : name);
