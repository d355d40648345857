/// What stands beside a response: what it is called, what it answers, whether it is wrong.
struct ResponseFacts: Sendable, Equatable {
    var id: String?
    var group: String?
    /// The model's name, which stands for the group where there is none.
    var model: String?
    var item: String?
    var label: Int?
    /// Whether there is a label that is none of those known.
    var hasUnknownLabel = false

    init() {}

    /// Looks in the objects around a response, outermost first, and then in the response itself.
    init(_ objects: [JSONValue], keys: ResponseKeys) {
        func find(_ given: String?, _ usual: [StaticString]) -> JSONValue? {
            if let given { return objects.lazy.compactMap { Self.value(given, in: $0) }.first }
            for name in usual {
                if let value = objects.lazy.compactMap({ $0[name] }).first(where: { $0.scalarText != nil }) {
                    return value
                }
            }
            return nil
        }
        id = find(keys.id, ["custom_id", "id", "request_id", "responseId"]).flatMap(\.scalarText)
        group = find(keys.group, ["group", "task", "dataset", "category"]).flatMap(\.scalarText)
        model = find(nil, ["model"]).flatMap(\.scalarText)
        item = find(keys.item, ["item", "item_id", "question_id", "question", "prompt"]).flatMap(\.scalarText)
        if let value = find(keys.label, ["label"]), !value.isNull {
            label = value.label
            hasUnknownLabel = label == nil
        }
    }

    /// A member by its name, else by a path of names with points between.
    private static func value(_ name: String, in object: JSONValue) -> JSONValue? {
        if let value = object[name] { return value }
        guard name.contains(".") else { return nil }
        return name.split(separator: ".").reduce(JSONValue?.some(object)) { $0?[String($1)] }
    }
}

extension JSONValue {
    /// A text, or a number or truth value as one.
    package var scalarText: String? {
        if let string { return string }
        if let integer { return "\(integer)" }
        if let number { return "\(number)" }
        return boolean.map { "\($0)" }
    }

    /// As a response's label: 1 is hallucinated; nil where it is none of those known.
    package var label: Int? {
        if let boolean { return boolean ? 1 : 0 }
        if let number { return number == 0 ? 0 : number == 1 ? 1 : nil }
        return switch string?.lowercased() {
        case "0", "false", "correct": 0
        case "1", "true", "hallucinated": 1
        default: string.flatMap(Double.init).flatMap { $0 == 0 ? 0 : $0 == 1 ? 1 : nil }
        }
    }
}
