/** One word of the grid and what it means. */
export interface Concept {
  readonly term: string;
  readonly meaning: string;
}

/** The words that help and errors use, for people who are new to the grid. They fit one screen of 80x24. */
export const CONCEPTS: readonly Concept[] = [
  {
    term: 'LFN',
    meaning: 'Logical file name: the path of a file in the catalogue, such as /alice/data/2024/x.root.',
  },
  {
    term: 'GUID',
    meaning: 'The number that identifies the content of a file. LFNs lead to it; it leads to replicas.',
  },
  {
    term: 'replica',
    meaning: 'One copy of the content. A file usually has two or more, at different sites.',
  },
  {term: 'SE', meaning: 'Storage element: servers that keep replicas, such as ALICE::CERN::EOS.'},
  {term: 'PFN', meaning: 'Physical file name: the URL of one replica on its SE (root://...).'},
  {
    term: 'envelope',
    meaning: 'A permission for one PFN, signed by the central service. An SE asks for it.',
  },
  {
    term: 'token',
    meaning: 'A certificate that is valid for a short time. Commands and jobs log in with it.',
  },
  {
    term: 'job',
    meaning: 'A program that runs on the grid. Its JDL says what to run, on what, and what to keep.',
  },
  {
    term: 'master job',
    meaning: 'A job that the service has split. Its subjobs do the work, each on a part of the input.',
  },
];
