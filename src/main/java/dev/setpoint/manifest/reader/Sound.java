package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ManifestSet;
import java.util.Set;

/**
 * A repository in which nothing was wrong.
 *
 * @param declarations all that it declares
 * @param manifests the same as others see it
 * @param contentOnly YAML files that hold no manifests, which is right as long as one refers to
 *     them
 */
record Sound(Declarations declarations, ManifestSet manifests, Set<String> contentOnly) {}
