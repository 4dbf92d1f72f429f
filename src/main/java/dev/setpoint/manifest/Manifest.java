package dev.setpoint.manifest;

/** One declared resource in git. */
public interface Manifest {}
