export interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version?: string;
}
export function billOfMaterials(tree?: string): {
  /** the program itself */
  readonly metadata: {readonly component: Component};
  readonly components: readonly Component[];
  readonly dependencies: readonly {readonly ref: string; readonly dependsOn: readonly string[]}[];
};
export function bundledPackages(): {name: string; version: string}[];
