'use strict';

/** What the build does after the bundles and the standard library are made. */
const path = require('path');

/** The extension files of lib-dynload. */
function afterBundles({build, run, bundle}) {
  bundle('scripts/build-extensions.ts', 'build-extensions.js');
  run([path.join(build, 'build-extensions.js')]);
}

module.exports = {afterBundles};
