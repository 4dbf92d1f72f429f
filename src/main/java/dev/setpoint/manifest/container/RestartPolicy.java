package dev.setpoint.manifest.container;

/**
 * What the engine does when the process ends: {@code restart: unless-stopped} or {@code
 * on-failure:3}.
 *
 * @param name {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
 * @param maxRetries for {@code on-failure}; 0 means without limit
 */
public record RestartPolicy(String name, int maxRetries) {}
