/** Memory readings of AWS Lambda functions: no allocation sites, but a series for each sandbox. */
@NullMarked
package io.heaptide.importers.lambda;

import org.jspecify.annotations.NullMarked;
