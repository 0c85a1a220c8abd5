;;; emacs.el --- A session in Emacs with Eglot: attach, findings, completion, a fix, a clean stop -*- lexical-binding: t -*-

;; usage: emacs --batch -Q -l emacs.el   with MUBIAO_SHEET, MUBIAO_MODE and mubiao on PATH

(setq backtrace-on-error-noninteractive nil
      package-directory-list '("/usr/share/emacs/site-lisp/elpa"))
(package-initialize)
(require 'eglot)
(require 'cl-lib)
(load (getenv "MUBIAO_MODE") nil t)

(defun mubiao-wait (what test)
  "Wait until TEST is non-nil; WHAT is for the failure."
  (let ((end (+ (float-time) 10)) found)
    (while (and (not (setq found (funcall test))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (or found (error "Waited in vain for %s" what))))

(let ((buffer (find-file (getenv "MUBIAO_SHEET")))
      (eglot-confirm-server-initiated-edits nil)
      (eglot-sync-connect 10))
  (cl-assert (eq major-mode 'mubiao-mode))
  (apply #'eglot (eglot--guess-contact))
  (let* ((server (mubiao-wait "a server" #'eglot-current-server))
         (process (jsonrpc--process server)))
    (flymake-start)
    (mubiao-wait "findings" (lambda () (> (length (flymake-diagnostics)) 50)))
    (goto-char (point-min))
    (forward-line 16)
    (let* ((actions (jsonrpc-request
                     server :textDocument/codeAction
                     (list :textDocument (eglot--TextDocumentIdentifier)
                           :range (list :start (eglot--pos-to-lsp-position (line-beginning-position))
                                        :end (eglot--pos-to-lsp-position (line-end-position)))
                           :context (list :diagnostics []))))
           (fix (cl-find-if (lambda (action) (eq (plist-get action :isPreferred) t)) actions)))
      (cl-assert fix)
      (unless (plist-get fix :edit) (setq fix (jsonrpc-request server :codeAction/resolve fix)))
      (eglot--apply-workspace-edit (plist-get fix :edit))
      (goto-char (point-min))
      (forward-line 16)
      (cl-assert (equal (buffer-substring (line-beginning-position) (line-end-position))
                        "\t\t整体工作完成情况\t工作完成及时率\t=\t100\t%\t2021-12")))
    (forward-line 7)
    (cl-assert (looking-at "\t\t\t预算调整率\t"))
    (delete-region (line-beginning-position) (line-end-position))
    (insert "\t\t\tyszxl")
    (completion-at-point)
    (cl-assert (string-prefix-p "\t\t\t预算执行率"
                                (buffer-substring (line-beginning-position) (line-end-position)))
               t "After the completion the row is %S"
               (buffer-substring (line-beginning-position) (line-end-position)))
    ;; Eglot kills the server as soon as it has sent `exit'; this one has the time to end by itself.
    (advice-add 'jsonrpc-shutdown :before
                (lambda (&rest _)
                  (mubiao-wait "the end of the server" (lambda () (not (process-live-p process))))))
    (eglot-shutdown server nil 10)
    (cl-assert (eq (process-status process) 'exit))
    (cl-assert (eq (process-exit-status process) 0))
    (set-buffer-modified-p nil)
    (message "emacs: ok")))
;;; emacs.el ends here
