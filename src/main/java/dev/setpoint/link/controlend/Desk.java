package dev.setpoint.link.controlend;

import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.link.message.OrderSeal;
import dev.setpoint.link.session.LinkTimings;
import java.util.function.UnaryOperator;

/**
 * What every connection of a controller works with.
 *
 * @param version version of the program
 * @param signer signs orders with the installation's key
 */
record Desk(
    String version,
    Timeline timeline,
    LinkTimings timings,
    IssuedOrder.Pen pen,
    UnaryOperator<byte[]> signer,
    Admission admission,
    FleetEvents events) {
  byte[] sign(OrderSeal seal) {
    return seal.sign(signer);
  }
}
