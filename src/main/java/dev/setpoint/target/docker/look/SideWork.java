package dev.setpoint.target.docker.look;

/** Starts work beside the caller, who may wait for it; in a simulation it runs at once. */
@FunctionalInterface
public interface SideWork {
  /** Starts work; the name is for people who look at threads. */
  void start(String name, Runnable work);

  /** Each piece of work on a virtual thread of its own. */
  static SideWork onVirtualThreads() {
    return (name, work) -> Thread.ofVirtual().name(name).start(work);
  }

  /** On the caller's own thread, for one thread on a virtual clock. */
  static SideWork atOnce() {
    return (_, work) -> work.run();
  }
}
