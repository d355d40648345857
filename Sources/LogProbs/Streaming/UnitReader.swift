import Glibc

/// Reads the texts of a block.
struct UnitReader: ~Copyable {
    private let options: ReadingOptions
    private let framing: Framing
    private var parser = JSONParser()
    private var outcomes: [ReadOutcome] = []

    init(_ options: ReadingOptions, framing: Framing) {
        self.options = options
        self.framing = framing
    }

    /// What each of the block's responses came to, in their order.
    mutating func read(_ block: Block) -> [ReadOutcome] {
        outcomes = []
        block.bytes.withUnsafeBytes { bytes in
            for unit in block.units {
                if let problem = unit.problem {
                    outcomes.append(.problem(problem, line: unit.line))
                } else {
                    read(UnsafeRawBufferPointer(rebasing: bytes[unit.range]), line: unit.line)
                }
            }
        }
        return outcomes
    }

    private mutating func read(_ text: UnsafeRawBufferPointer, line: Int) {
        do throws(ResponseProblem) {
            switch framing {
            case .lines, .values, .elements: try readDocument(text, line: line)
            case .events: try readStream(text, line: line)
            case .parts where UnitCutter.isBeforeLast(text): try readStream(text, line: line)
            case .parts: try readDocument(text, line: line)
            }
        } catch {
            outcomes.append(.problem(error, line: line))
        }
    }

    // MARK: Documents

    private mutating func readDocument(_ text: UnsafeRawBufferPointer, line: Int) throws(ResponseProblem) {
        let options = options
        let read = try parseLeniently(text) { (value, repairs) throws(ResponseProblem) in
            Self.readValue(value, options, line: line, repairs: repairs)
        }
        outcomes += read
    }

    /// Parses a text; one that simdjson refuses is tried again with what Python writes put right.
    private mutating func parseLeniently<Result>(
        _ text: UnsafeRawBufferPointer, _ body: (JSONValue, RepairCounts) throws(ResponseProblem) -> Result
    ) throws(ResponseProblem) -> Result {
        var problem = ResponseProblem(.unreadable, "")
        do throws(ResponseProblem) {
            return try parser.parse(text) { (value) throws(ResponseProblem) in try body(value, RepairCounts()) }
        } catch {
            problem = error
        }
        var repairs = RepairCounts()
        guard problem.kind == .unreadable, let rewritten = LenientJSON.rewritten(text, &repairs) else { throw problem }
        let count = rewritten.count
        let padded = rewritten + Array(repeating: 0, count: JSONParser.padding)
        let made = repairs
        // `withUnsafeBytes` passes typed errors on only where they are results.
        let result = padded.withUnsafeBytes { bytes in
            let text = UnsafeRawBufferPointer(rebasing: bytes[..<count])
            return Swift.Result { () throws(ResponseProblem) in
                try parser.parse(text) { (value) throws(ResponseProblem) in try body(value, made) }
            }
        }
        return try result.get()
    }

    private static func readValue(
        _ value: JSONValue, _ options: ReadingOptions, line: Int, repairs: RepairCounts
    ) -> [ReadOutcome] {
        if let first = value.first, GeminiReader.isPart(first) {
            return readParts(value, options, line: line, repairs: repairs)
        }
        // A list is one response, or several.
        if value.kind == .array, FormatReaders.reader(of: value) == nil, let first = value.first,
            first.kind == .object || first.kind == .array
        {
            return value.elements.flatMap { readResponse($0, options, line: line, repairs: repairs) }
        }
        return readResponse(value, options, line: line, repairs: repairs)
    }

    private static func readResponse(
        _ value: JSONValue, _ options: ReadingOptions, line: Int, repairs: RepairCounts
    ) -> [ReadOutcome] {
        do throws(ResponseProblem) {
            if let problem = serverError(value) { throw problem }
            guard let found = FormatReaders.find(in: value) else { throw unknown(value) }
            let facts = ResponseFacts(found.around, keys: options.keys)
            var drafts = Drafts(keepsTexts: options.keepsAlternatives)
            try found.reader.read(found.value, into: &drafts)
            drafts.lookForPrompt(beside: found.value)
            drafts.takePromptText(from: found.around)
            return finish(
                drafts, facts, options, line: line, repairs: repairs, isOurs: found.reader == HaltbookReader.self)
        } catch {
            return [.problem(error, line: line)]
        }
    }

    /// Reads a list of a stream's parts, which Gemini sends where no server-sent events are asked for.
    private static func readParts(
        _ list: JSONValue, _ options: ReadingOptions, line: Int, repairs: RepairCounts
    ) -> [ReadOutcome] {
        var drafts = Drafts(keepsTexts: options.keepsAlternatives)
        var problems: [ReadOutcome] = []
        for part in list.elements {
            do throws(ResponseProblem) {
                if let problem = serverError(part) { throw problem }
                try GeminiReader.read(part, into: &drafts)
            } catch {
                problems.append(.problem(error, line: line))
            }
        }
        let facts = ResponseFacts(list.first.map { [$0] } ?? [], keys: options.keys)
        return finish(drafts, facts, options, line: line, repairs: repairs, isOurs: false) + problems
    }

    /// An error that a server answered with: in a batch's line, or as all there is.
    private static func serverError(_ value: JSONValue) -> ResponseProblem? {
        let body = value.object("response")?.object("body") ?? value.object("response") ?? value
        for error in [value["error"], body["error"]] {
            guard let error, !error.isNull, body.array("choices") == nil else { continue }
            let words = error["message"]?.string ?? error.string ?? "without words"
            return ResponseProblem(.serverError, "the server answered with an error: \(words)")
        }
        if let code = value.object("response")?["status_code"]?.integer, code >= 400 {
            return ResponseProblem(.serverError, "the server answered with status \(code)")
        }
        return nil
    }

    private static func unknown(_ value: JSONValue) -> ResponseProblem {
        if value["object"]?.bytes.map({ equalBytes($0, "chat.completion.chunk") }) == true {
            return ResponseProblem(
                .unknownFormat, "it is a part of a stream; keep the stream as it came, `data: ` before each part")
        }
        return ResponseProblem(
            .unknownFormat,
            "it is \(value.described) without log-probs in a form that Haltbook knows (docs/RESPONSES.md)")
    }

    // MARK: Streams

    /// What was read of a stream.
    private struct Stream {
        var drafts: Drafts
        var facts: ResponseFacts?
        var repairs = RepairCounts()
        /// Where it begins.
        var line: Int?
    }

    /// Reads a stream; an error of the server's ends it, and what comes after is another.
    private mutating func readStream(_ text: UnsafeRawBufferPointer, line: Int) throws(ResponseProblem) {
        let new = Stream(drafts: Drafts(keepsTexts: options.keepsAlternatives))
        var stream = new
        stream.line = line
        var place = 0
        var number = line
        let before = outcomes.count
        var isEmpty = true
        while place < text.count {
            let end = JSONScan.newline(text, from: place) ?? text.count
            if let part = payload(UnsafeRawBufferPointer(rebasing: text[place..<end])) {
                isEmpty = false
                stream.line = stream.line ?? number
                do throws(ResponseProblem) {
                    try readPart(part, into: &stream)
                } catch {
                    if error.kind == .serverError {
                        if !stream.drafts.all.isEmpty { finish(stream) }
                        stream = new
                    }
                    outcomes.append(.problem(error, line: number))
                }
            }
            place = end + 1
            number += 1
        }
        // Comments, and streams of which nothing could be read, which is listed already.
        if stream.drafts.all.isEmpty, isEmpty || outcomes.count > before { return }
        finish(stream)
    }

    private mutating func finish(_ stream: Stream) {
        outcomes += Self.finish(
            stream.drafts, stream.facts ?? ResponseFacts(), options, line: stream.line ?? 1, repairs: stream.repairs,
            isOurs: false)
    }

    /// A stream's line without `data:`; nil where it holds no JSON.
    private func payload(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var start = 0
        if framing == .events {
            // llama.cpp used to send errors as fields of their own.
            start = line.starts(with: "data:".utf8) ? 5 : line.starts(with: "error:".utf8) ? 6 : 0
            guard start > 0 else { return nil }
        }
        while start < line.count, JSONScan.isSpace(line[start]) { start += 1 }
        let rest = UnsafeRawBufferPointer(rebasing: line[start...])
        return rest.isEmpty || rest.starts(with: "[DONE]".utf8) ? nil : rest
    }

    private mutating func readPart(
        _ text: UnsafeRawBufferPointer, into stream: inout Stream
    ) throws(ResponseProblem) {
        var read = stream.drafts
        let (keys, framing) = (options.keys, framing)
        let (part, made) = try parseLeniently(text) { (value, repairs) throws(ResponseProblem) in
            if let problem = Self.serverError(value) { throw problem }
            guard let reader = FormatReaders.reader(of: value) else {
                if let problem = Self.errorEvent(value) { throw problem }
                // Events may be of other kinds, such as a ping; lines are not.
                if framing == .parts { throw Self.unknown(value) }
                return (ResponseFacts?.none, repairs)
            }
            try reader.read(value, into: &read)
            read.lookForPrompt(beside: value)
            return (ResponseFacts([value], keys: keys), repairs)
        }
        stream.drafts = read
        stream.facts = stream.facts ?? part
        stream.repairs += made
    }

    /// An event that is an error itself, as OpenAI's Responses and llama.cpp send it.
    private static func errorEvent(_ value: JSONValue) -> ResponseProblem? {
        value["message"]?.string.map {
            ResponseProblem(.serverError, "the server answered with an error: \($0)")
        }
    }

    // MARK: Ending

    /// Ends drafts: each is a response or a problem.
    private static func finish(
        _ drafts: Drafts, _ facts: ResponseFacts, _ options: ReadingOptions, line: Int, repairs: RepairCounts,
        isOurs: Bool
    ) -> [ReadOutcome] {
        guard !drafts.all.isEmpty else {
            return [.problem(ResponseProblem(.malformed, "it holds no response"), line: line)]
        }
        return drafts.all.map { draft in
            let siblings = drafts.all.count { $0.serverID == draft.serverID }
            var facts = facts
            // Several requests in one stream have names of their own.
            if siblings < drafts.all.count { facts.id = draft.serverID }
            var draft = draft
            draft.repairs += repairs
            if drafts.hasPromptBeside { draft.notes.insert(.promptBeside) }
            do throws(ResponseProblem) {
                try draft.finish()
            } catch {
                return .problem(error, line: line)
            }
            let format = isOurs ? ResponseFormat.haltbook : draft.format
            return .response(
                response(draft, facts, options, line: line, isAlone: siblings == 1), line: line, as: format)
        }
    }

    private static func response(
        _ draft: ResponseDraft, _ facts: ResponseFacts, _ options: ReadingOptions, line: Int, isAlone: Bool
    ) -> TokenizedResponse {
        let request = facts.id ?? draft.serverID ?? "line \(line)"
        let id = isAlone ? request : "\(request)#\(draft.choice)"
        let known = options.labels?.entry(of: id, request: request)
        let label = known?.label ?? facts.label
        var notes = draft.notes
        if facts.hasUnknownLabel, label == nil { notes.insert(.unknownLabel) }
        // Whoever names the groups does not mean the models.
        let model = options.keys.group == nil ? draft.model ?? facts.model : nil
        return TokenizedResponse(
            id: id, group: known?.group ?? facts.group ?? model,
            // Several responses to one request answer the same question.
            item: known?.item ?? facts.item ?? (isAlone ? nil : request), label: label, format: draft.format,
            tokens: draft.tokens, otherText: draft.text.map { String(decoding: $0, as: UTF8.self) },
            repairs: draft.repairs, notes: notes, scores: draft.scores)
    }
}
