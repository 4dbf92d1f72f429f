package dev.setpoint.fleet;

/** What a machine is told that wants a node inside one of its instances to join. */
public sealed interface NodeInvitation {
  /**
   * It may join.
   *
   * @param token lets it join once, for a short time; a secret
   */
  record Granted(String token) implements NodeInvitation {
    @Override
    public String toString() {
      return "Granted[]";
    }
  }

  /**
   * It may not, or not now.
   *
   * @param passing whether asking again a little later may help
   * @param why a sentence for people
   */
  record Refused(boolean passing, String why) implements NodeInvitation {}
}
