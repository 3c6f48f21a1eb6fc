import { readXml } from '../../../workbook/xlsx/xml.ts';
import { freeName } from '../book/package-parts.ts';
import { type Client, clientResult, type Kind } from '../client-object.ts';
import type { OpenWorkbook } from '../open-workbook.ts';
import { namespaceOf, xmlPartsOf } from '../ops/xml-parts.ts';
import { invalid, noSuchThing } from './models.ts';

interface PartModel {
  readonly workbook: OpenWorkbook;
  readonly part: string;
}

interface ScopeModel {
  readonly workbook: OpenWorkbook;
  readonly namespace: string;
}

const xmlIn = ({ workbook, part }: PartModel): string => {
  const xml = workbook.uncalculated.part(part);
  if (xml === undefined) throw noSuchThing();
  return xml;
};

const checked = (xml: unknown): string => {
  if (typeof xml !== 'string') throw invalid('xml');
  try {
    readXml(xml, 'the XML');
  } catch {
    throw invalid('xml');
  }
  return xml;
};

const customXmlPart: Kind<PartModel> = {
  name: 'CustomXmlPart',
  properties: { id: ({ part }) => `{${part}}` },
  methods: {
    getXml: (self) => clientResult(self.requests, () => xmlIn(self.found())),
    setXml: (self, xml) =>
      self.requests.add(() => {
        const { workbook, part } = self.found();
        xmlIn(self.found());
        workbook.perform({ kind: 'xml-part', part, xml: checked(xml) });
      }, xml),
    delete: (self) =>
      self.requests.add(() => {
        const { workbook, part } = self.found();
        xmlIn(self.found());
        workbook.perform({ kind: 'xml-part', part, xml: null });
      }),
  },
};

const scoped: Kind<ScopeModel> = {
  name: 'CustomXmlPartScopedCollection',
  items: {
    kind: () => customXmlPart as Kind<unknown>,
    of: ({ workbook, namespace }) =>
      xmlPartsOf(workbook.uncalculated.book)
        .filter((part) => namespaceOf(workbook.uncalculated.part(part)!) === namespace)
        .map((part): PartModel => ({ workbook, part })),
  },
};

export const customXmlParts: Kind<OpenWorkbook> = {
  name: 'CustomXmlPartCollection',
  methods: {
    getByNamespace: (self, namespace) =>
      self.child(scoped, (workbook): ScopeModel => {
        if (typeof namespace !== 'string') throw invalid('namespaceUri');
        return { workbook, namespace };
      }).face,
    add: (self: Client<OpenWorkbook>, xml) => {
      const { face } = self.child(customXmlPart, (workbook): PartModel => {
        const part = freeName(workbook.uncalculated.book, 'customXml/item', '.xml');
        workbook.perform({ kind: 'xml-part', part, xml: checked(xml) });
        return { workbook, part };
      });
      return face;
    },
  },
};

export const xmlKinds = [customXmlParts, scoped, customXmlPart] as const;
