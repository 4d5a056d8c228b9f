/**
 * The release of XRootD whose client goes into the packages, by PyPI's source package. The only pin: build another one
 * by changing it here.
 */
export const XROOTD = {
  version: '6.2.1',
  sha256: 'b959c8c41e948f89272625f2a0a6994008465272027bffec71b01d0c7e278cba',
};

/** The newest symbol versions that the oldest system we serve (EL9) has. */
export const NEWEST_SYMBOLS = {GLIBC: '2.34', GLIBCXX: '3.4.29'};
