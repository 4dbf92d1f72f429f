/** The way from live things to manifests, on engines in this process and on real ones. */
@NullMarked
package dev.setpoint.adopt;

import org.jspecify.annotations.NullMarked;
