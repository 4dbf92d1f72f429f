/**
 * What a container should be: one record per YAML block of a {@code Container} manifest. Values
 * only; no engine, no reading, no comparing.
 *
 * <p>Door: {@link dev.setpoint.manifest.container.ContainerSpec}.
 */
@NullMarked
package dev.setpoint.manifest.container;

import org.jspecify.annotations.NullMarked;
