/// Where a server's chat is asked.
struct ChatEndpoint {
    let url: String

    /// From what the user gives: the server (`http://127.0.0.1:8080`), its API (`https://api.openai.com/v1`), or the whole address.
    init(_ text: String) throws(Failure) {
        guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) else {
            throw Failure("--endpoint takes an address that begins with http:// or https://, not `\(text)`")
        }
        let parts = text.dropFirst(scheme.count).split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var place = String(parts[0])
        while place.hasSuffix("/") { place.removeLast() }
        let host = place.prefix { $0 != "/" }
        // What it holds would be seen in messages.
        guard !host.contains("@") else {
            throw Failure("--endpoint takes no user and password; put the key into the environment (--key-variable)")
        }
        guard !host.isEmpty, !text.contains(where: { $0.isWhitespace || $0 == "#" }) else {
            throw Failure("--endpoint takes an address such as http://127.0.0.1:8080, not `\(text)`")
        }
        let path =
            host.count == place.count
            ? "/v1/chat/completions" : place.hasSuffix("/chat/completions") ? "" : "/chat/completions"
        url = scheme + place + path + (parts.count > 1 ? "?\(parts[1])" : "")
    }
}
