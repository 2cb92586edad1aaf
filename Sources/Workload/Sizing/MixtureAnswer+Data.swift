internal import Engine
internal import History

extension MixtureAnswer {
  /// The answer as a JSON object; a number that is infinite or missing is null.
  public var json: String {
    let objects = rows.map { row in
      let gpus = row.machine.map { machine in
        let counts = zip(plan.kinds, plan.mixtures[machine]).map { kind, count in
          "\(SizeAnswer.quoted(kind.name)): \(count)"
        }
        return "{" + counts.joined(separator: ", ") + "}"
      }
      let measures = plan.measures.enumerated().map { place, measure in
        "\(SizeAnswer.quoted(measure.description)): "
          + (SizeAnswer.number(row.outcome.mean(place)) ?? "null")
      }
      let fields = [
        "\"policy\": \(SizeAnswer.quoted(row.policy.description))",
        "\"load\": \(row.load.plainText)", "\"gpus\": \(gpus ?? "null")",
        "\"margin\": \(SizeAnswer.number(row.outcome.margin) ?? "null")",
        "\"cost_per_hour\": \(SizeAnswer.number(row.price) ?? "null")",
        "\"measures\": {\(measures.joined(separator: ", "))}", "\"runs\": \(row.runCount)",
      ]
      return "    {" + fields.joined(separator: ", ") + "}"
    }
    return "{\n  \"rows\": [\n" + objects.joined(separator: ",\n")
      + "\n  ],\n  \"exhaustive\": true\n}\n"
  }

  /// The answer as comma-separated values, a line for each row.
  public var csv: String {
    let titles =
      ["policy", "load"] + plan.kinds.map(\.name) + ["margin", "cost_per_hour", "runs"]
      + plan.measures.map(\.description)
    let lines = rows.map { row in
      [row.policy.description, row.load.plainText]
        + plan.kinds.indices.map { kind in
          row.machine.map { "\(plan.mixtures[$0][kind])" } ?? ""
        }
        + [
          SizeAnswer.number(row.outcome.margin) ?? "", SizeAnswer.number(row.price) ?? "",
          "\(row.runCount)",
        ]
        + plan.measures.indices.map { SizeAnswer.number(row.outcome.mean($0)) ?? "" }
    }
    return ([titles] + lines).map { $0.map(SizeAnswer.cell).joined(separator: ",") + "\n" }
      .joined()
  }
}
