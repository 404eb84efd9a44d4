// Starts `smogctl lsp` for YAML files; which of them are registries or desks the server sees by itself.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("smogctl").get("command");
  const files = { documentSelector: [{ scheme: "file", language: "yaml" }] };
  client = new LanguageClient("smogctl", "smogctl", { command, args: ["lsp"] }, files);
  return client.start();
};

exports.deactivate = () => client?.stop();
