package dev.setpoint.target;

import dev.setpoint.reconcile.DesiredResource.Need;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.Fields;
import java.util.List;
import java.util.Map;

/**
 * A manifest in a target's normal form.
 *
 * @param fields declared fields
 * @param remedies fields whose remedy differs from the table
 * @param needs what must be there first, declared and implied (networks, volumes)
 */
public record Description(Fields fields, Map<String, Remedy> remedies, List<Need> needs) {
  public Description {
    remedies = Map.copyOf(remedies);
    needs = List.copyOf(needs);
  }
}
