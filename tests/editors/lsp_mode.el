;;; lsp_mode.el --- A session in Emacs with lsp-mode: attach, findings, hover, completion, a fix, a clean stop -*- lexical-binding: t -*-

;; usage: emacs --batch -Q -l lsp_mode.el   with MUBIAO_SHEET, MUBIAO_MODE and mubiao on PATH

(setq backtrace-on-error-noninteractive nil
      package-directory-list '("/usr/share/emacs/site-lisp/elpa"))
(package-initialize)
(require 'lsp-mode)
(require 'lsp-completion)
(require 'lsp-diagnostics)
(require 'cl-lib)
(load (getenv "MUBIAO_MODE") nil t)

(setq lsp-session-file (expand-file-name "lsp-session" (getenv "HOME"))
      lsp-auto-guess-root t
      lsp-restart 'ignore
      lsp-keep-workspace-alive nil
      lsp-enable-suggest-server-download nil
      lsp-diagnostics-provider :flymake
      lsp-completion-provider :none
      lsp-lens-enable nil
      lsp-modeline-code-actions-enable nil
      lsp-headerline-breadcrumb-enable nil)

(defun mubiao-wait (what test)
  "Wait until TEST is non-nil; WHAT is for the failure."
  (let ((end (+ (float-time) 10)) found)
    (while (and (not (setq found (funcall test))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (or found (error "Waited in vain for %s" what))))

(defun mubiao-row ()
  "The row of the cursor."
  (buffer-substring (line-beginning-position) (line-end-position)))

(lsp-workspace-folders-add (file-name-directory (getenv "MUBIAO_SHEET")))
(find-file (getenv "MUBIAO_SHEET"))
(cl-assert (eq major-mode 'mubiao-mode))
(lsp)
(let* ((workspace (mubiao-wait "a server" (lambda () (car (lsp-workspaces)))))
       (process (lsp--workspace-proc workspace)))
  (mubiao-wait "the greeting" (lambda () (eq (lsp--workspace-status workspace) 'initialized)))
  (mubiao-wait "findings" (lambda () (> (length (lsp--get-buffer-diagnostics)) 50)))
  (goto-char (point-min))
  (search-forward "部门（单位）名称\t703001")
  (let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
    (cl-assert (string-match-p "703001" (lsp-get (lsp-get hover :contents) :value))))
  (goto-char (point-min))
  (forward-line 16)
  (goto-char (line-beginning-position))
  (let* ((actions (append (lsp-request "textDocument/codeAction"
                                       (lsp--text-document-code-action-params "quickfix"))
                          nil))
         (fix (car actions)))
    (cl-assert fix)
    (lsp-execute-code-action fix)
    (goto-char (point-min))
    (forward-line 16)
    (cl-assert (equal (mubiao-row) "\t\t整体工作完成情况\t工作完成及时率\t=\t100\t%\t2021-12")))
  (forward-line 7)
  (cl-assert (looking-at "\t\t\t预算调整率\t"))
  (delete-region (line-beginning-position) (line-end-position))
  (insert "\t\t\tyszxl")
  (let ((completion-at-point-functions '(lsp-completion-at-point)))
    (completion-at-point))
  (cl-assert (string-prefix-p "\t\t\t预算执行率" (mubiao-row)) t "After the completion the row is %S" (mubiao-row))
  (lsp-format-buffer)
  (goto-char (point-min))
  (cl-assert (not (search-forward "\t\n" nil t)))
  (lsp-workspace-shutdown workspace)
  (mubiao-wait "the end of the server" (lambda () (not (process-live-p process))))
  (set-buffer-modified-p nil)
  (message "lsp-mode: ok"))
;;; lsp_mode.el ends here
