import Foundation
import Testing

/// What `haltbook check --format` prints, whole.
@Suite struct CheckFormatTests {
    /// A notebook with a warning, and with an error after a character of five code points; bytes that are no UTF-8; no file at
    /// all; and a notebook with nothing wrong.
    private static let files = "'50%: a, b.md' bytes.md none.md fine.md"

    private let place: ProgramTests.Workplace

    init() throws {
        place = try ProgramTests.Workplace([
            "50%: a, b.md": "---\ntitel: Families\n---\n\n👩‍👩‍👧 {{ test.auroc }}\n", "fine.md": "# Fine\n",
        ])
        try Data(Array("a\n👩‍👩‍👧".utf8) + [0xFF]).write(to: place.folder.appendingPathComponent("bytes.md"))
    }

    private func check(_ format: String, _ files: String = files) throws -> (code: Int32, output: String) {
        let result = try place.run("$haltbook check --format \(format) \(files)")
        #expect(result.errors == "")
        return (result.code, result.output)
    }

    @Test func `text is what is printed without a format, too`() throws {
        let result = try check("text")
        #expect(result.code == 2)
        #expect(
            result.output == """
                50%: a, b.md:2:1: warning[HB0102]: unknown key `titel` in the front matter; did you mean `title`?
                  2 | titel: Families
                    | ^
                50%: a, b.md:5:6: error[HB0302]: no command before gives `test.auroc`; there are no values yet: write the command that gives it before
                  5 |   {{ test.auroc }}
                    |      ^
                bytes.md:2:2: error[HB0101]: the file is not UTF-8 text; save it as UTF-8
                cannot read none.md: No such file or directory
                fine.md: 0 cells, nothing wrong

                """)
        #expect(try place.run("$haltbook check \(Self.files)").output == result.output)
    }

    @Test func `json is one document`() throws {
        let result = try check("json")
        #expect(result.code == 2)
        #expect(
            result.output == """
                {
                  "files" : [
                    {
                      "cells" : 0,
                      "file" : "50%: a, b.md",
                      "problems" : [
                        {
                          "code" : "HB0102",
                          "column" : 1,
                          "file" : "50%: a, b.md",
                          "line" : 2,
                          "page" : "docs/diagnostics/HB0102.md",
                          "problem" : "unknown key `titel` in the front matter",
                          "remedy" : "did you mean `title`?",
                          "severity" : "warning"
                        },
                        {
                          "code" : "HB0302",
                          "column" : 6,
                          "file" : "50%: a, b.md",
                          "line" : 5,
                          "page" : "docs/diagnostics/HB0302.md",
                          "problem" : "no command before gives `test.auroc`",
                          "remedy" : "there are no values yet: write the command that gives it before",
                          "severity" : "error"
                        }
                      ]
                    },
                    {
                      "file" : "bytes.md",
                      "problems" : [
                        {
                          "code" : "HB0101",
                          "column" : 2,
                          "file" : "bytes.md",
                          "line" : 2,
                          "page" : "docs/diagnostics/HB0101.md",
                          "problem" : "the file is not UTF-8 text",
                          "remedy" : "save it as UTF-8",
                          "severity" : "error"
                        }
                      ]
                    },
                    {
                      "file" : "none.md",
                      "problems" : [
                        {
                          "code" : "HB0101",
                          "file" : "none.md",
                          "page" : "docs/diagnostics/HB0101.md",
                          "problem" : "cannot read none.md: No such file or directory",
                          "remedy" : "",
                          "severity" : "error"
                        }
                      ]
                    },
                    {
                      "cells" : 0,
                      "file" : "fine.md",
                      "problems" : [

                      ]
                    }
                  ],
                  "format" : 1
                }

                """)
    }

    @Test func `sarif is one log, with columns in code points and the path as a URI`() throws {
        let result = try check("sarif")
        #expect(result.code == 2)
        #expect(
            result.output == #"""
                {
                  "$schema" : "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
                  "runs" : [
                    {
                      "columnKind" : "unicodeCodePoints",
                      "newlineSequences" : [
                        "\r\n",
                        "\n",
                        "\r"
                      ],
                      "results" : [
                        {
                          "level" : "warning",
                          "locations" : [
                            {
                              "physicalLocation" : {
                                "artifactLocation" : {
                                  "uri" : "50%25%3A%20a%2C%20b.md"
                                },
                                "region" : {
                                  "startColumn" : 1,
                                  "startLine" : 2
                                }
                              }
                            }
                          ],
                          "message" : {
                            "text" : "unknown key `titel` in the front matter; did you mean `title`?"
                          },
                          "ruleId" : "HB0102",
                          "ruleIndex" : 1
                        },
                        {
                          "level" : "error",
                          "locations" : [
                            {
                              "physicalLocation" : {
                                "artifactLocation" : {
                                  "uri" : "50%25%3A%20a%2C%20b.md"
                                },
                                "region" : {
                                  "startColumn" : 10,
                                  "startLine" : 5
                                }
                              }
                            }
                          ],
                          "message" : {
                            "text" : "no command before gives `test.auroc`; there are no values yet: write the command that gives it before"
                          },
                          "ruleId" : "HB0302",
                          "ruleIndex" : 2
                        },
                        {
                          "level" : "error",
                          "locations" : [
                            {
                              "physicalLocation" : {
                                "artifactLocation" : {
                                  "uri" : "bytes.md"
                                },
                                "region" : {
                                  "startColumn" : 6,
                                  "startLine" : 2
                                }
                              }
                            }
                          ],
                          "message" : {
                            "text" : "the file is not UTF-8 text; save it as UTF-8"
                          },
                          "ruleId" : "HB0101",
                          "ruleIndex" : 0
                        },
                        {
                          "level" : "error",
                          "locations" : [
                            {
                              "physicalLocation" : {
                                "artifactLocation" : {
                                  "uri" : "none.md"
                                }
                              }
                            }
                          ],
                          "message" : {
                            "text" : "cannot read none.md: No such file or directory"
                          },
                          "ruleId" : "HB0101",
                          "ruleIndex" : 0
                        }
                      ],
                      "tool" : {
                        "driver" : {
                          "name" : "haltbook",
                          "rules" : [
                            {
                              "help" : {
                                "text" : "docs/diagnostics/HB0101.md of Haltbook's sources says what it means and how to mend it."
                              },
                              "id" : "HB0101",
                              "shortDescription" : {
                                "text" : "unreadable file"
                              }
                            },
                            {
                              "help" : {
                                "text" : "docs/diagnostics/HB0102.md of Haltbook's sources says what it means and how to mend it."
                              },
                              "id" : "HB0102",
                              "shortDescription" : {
                                "text" : "wrong front matter"
                              }
                            },
                            {
                              "help" : {
                                "text" : "docs/diagnostics/HB0302.md of Haltbook's sources says what it means and how to mend it."
                              },
                              "id" : "HB0302",
                              "shortDescription" : {
                                "text" : "unknown value"
                              }
                            }
                          ],
                          "version" : "0.1.0"
                        }
                      }
                    }
                  ],
                  "version" : "2.1.0"
                }

                """#)
    }

    @Test func `sarif counts code points from problem to problem along a line`() throws {
        try "👩‍👩‍👧 {{ test.auroc }} 👩‍👩‍👧 {{ x }}\n\n{{ y }}\n".write(
            to: place.folder.appendingPathComponent("line.md"), atomically: true, encoding: .utf8)
        let output = try check("sarif", "line.md").output
        #expect(output.matches(of: /"startColumn" : (\d+)/).map(\.1) == ["10", "33", "4"])
    }

    @Test func `github is one command a problem`() throws {
        let result = try check("github")
        #expect(result.code == 2)
        #expect(
            result.output == """
                ::warning file=50%25%3A a%2C b.md,line=2,col=1,title=HB0102::unknown key `titel` in the front matter; did you mean `title`?
                ::error file=50%25%3A a%2C b.md,line=5,col=6,title=HB0302::no command before gives `test.auroc`; there are no values yet: write the command that gives it before
                ::error file=bytes.md,line=2,col=2,title=HB0101::the file is not UTF-8 text; save it as UTF-8
                ::error file=none.md,title=HB0101::cannot read none.md: No such file or directory

                """)
    }

    @Test func `json of a notebook with nothing wrong`() throws {
        let result = try check("json", "fine.md")
        #expect(result.code == 0)
        #expect(
            result.output == """
                {
                  "files" : [
                    {
                      "cells" : 0,
                      "file" : "fine.md",
                      "problems" : [

                      ]
                    }
                  ],
                  "format" : 1
                }

                """)
    }

    @Test func `sarif of a notebook with nothing wrong`() throws {
        let result = try check("sarif", "fine.md")
        #expect(result.code == 0)
        #expect(
            result.output == #"""
                {
                  "$schema" : "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
                  "runs" : [
                    {
                      "columnKind" : "unicodeCodePoints",
                      "newlineSequences" : [
                        "\r\n",
                        "\n",
                        "\r"
                      ],
                      "results" : [

                      ],
                      "tool" : {
                        "driver" : {
                          "name" : "haltbook",
                          "rules" : [

                          ],
                          "version" : "0.1.0"
                        }
                      }
                    }
                  ],
                  "version" : "2.1.0"
                }

                """#)
    }

    @Test func `github of a notebook with nothing wrong`() throws {
        let result = try check("github", "fine.md")
        #expect(result.code == 0)
        #expect(result.output == "")
    }

    @Test func `sarif has an absolute path as a file's URI`() throws {
        let result = try check("sarif", "$PWD/fine.md \"$PWD/50%: a, b.md\"")
        let folder = place.folder.resolvingSymlinksInPath().path
        #expect(result.code == 2)
        #expect(result.output.contains("\"uri\" : \"file://\(folder)/50%25%3A%20a%2C%20b.md\""))
    }

    @Test func `github has a line's end in a file's name as a sign`() throws {
        let result = try check("github", "\"$(printf 'a\\r\\nb')\"")
        #expect(
            result.output
                == "::error file=a%0D%0Ab,title=HB0101::cannot read a%0D%0Ab: No such file or directory\n")
    }

    @Test func `a warning alone is no failure in any format`() throws {
        try "---\ntitel: a\n---\n".write(
            to: place.folder.appendingPathComponent("warned.md"), atomically: true, encoding: .utf8)
        for format in ["text", "json", "sarif", "github"] {
            let result = try check(format, "warned.md")
            #expect(result.code == 0)
            #expect(result.output.contains("HB0102"), "\(format)")
        }
    }

    @Test func `a format that there is not is exit code 2`() throws {
        let result = try place.run("$haltbook check --format xml fine.md")
        #expect(result.code == 2)
        #expect(result.output == "")
    }
}
