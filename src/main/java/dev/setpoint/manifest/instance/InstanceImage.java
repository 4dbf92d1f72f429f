package dev.setpoint.manifest.instance;

import org.jspecify.annotations.Nullable;

/**
 * The image of an instance.
 *
 * <pre>
 * image: {fingerprint: 4f2a…}
 * image: {alias: base}                     # an image of the server itself
 * image: {alias: debian/13, server: "https://images.example", protocol: simplestreams}
 * </pre>
 *
 * @param from where it is taken from; null for the images of the server itself
 */
public record InstanceImage(ImageName name, @Nullable ImageServer from) {}
