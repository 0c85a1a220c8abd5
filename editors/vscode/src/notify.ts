/** What the editor shows of texts that come from files: they are shown as they stand. */

import * as vscode from "vscode";
import { plain } from "./plain";

/** Tells of something that went wrong. */
export function showError<T extends string>(message: string, ...offers: T[]): Thenable<T | undefined> {
  return vscode.window.showErrorMessage(plain(message), ...offers);
}

/** Tells that `program` could not be started, and what can be done. */
export function notRun(program: string, error: unknown): Thenable<unknown> {
  return showError(
    vscode.l10n.t(
      "{0} could not be run: {1}. Check the setting mubiao.server.path, or install this extension again.",
      program,
      String(error),
    ),
  );
}

/** Tells of something to be looked at; a `modal` one waits for an answer. */
export function showWarning<T extends string>(
  message: string,
  options: vscode.MessageOptions,
  ...offers: T[]
): Thenable<T | undefined> {
  return vscode.window.showWarningMessage(plain(message), options, ...offers);
}

/** Tells of something that was done. */
export function showInformation<T extends string>(message: string, ...offers: T[]): Thenable<T | undefined> {
  return vscode.window.showInformationMessage(plain(message), ...offers);
}
