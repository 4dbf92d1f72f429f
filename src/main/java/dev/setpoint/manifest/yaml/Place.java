package dev.setpoint.manifest.yaml;

/**
 * Where something stands in a file.
 *
 * @param line from 1
 * @param column from 1
 */
public record Place(int line, int column) {}
